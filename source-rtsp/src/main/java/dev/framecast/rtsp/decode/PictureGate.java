package dev.framecast.rtsp.decode;

/**
 * Which pictures are whole: those from a key frame on, up to the first loss. What is predicted from
 * a damaged picture is damaged, though no decoder says so. It never gives in: a stream that has no
 * key frames is taken for healed when it came without a loss for as long as the source was told to
 * wait for one.
 *
 * <p>Packets are judged in decoding order, pictures as they come out of the decoder, which may be
 * some packets later. A packet's group ties the two together. Confined to the session's thread.
 */
final class PictureGate {
  /** The group of packets that show nothing whole. */
  static final long CLOSED = 0;

  private final long wait;
  private boolean begun;
  private boolean closed = true;
  private boolean withoutKey;
  private boolean restarts;
  private long closedSince;
  private long group = CLOSED;
  private long endedGroup = CLOSED;
  private long wholeGroup = CLOSED;

  /**
   * A gate that is closed.
   *
   * @param wait nanoseconds after which a stream without key frames is taken for healed
   */
  PictureGate(long wait) {
    this.wait = wait;
  }

  /**
   * Judges a packet.
   *
   * @param key whether decoding can begin with it
   * @param intact whether nothing of it, nor of what it refers to, is missing
   * @param now when it came
   * @return its group, or {@link #CLOSED}
   */
  long admit(boolean key, boolean intact, long now) {
    if (!begun) {
      begun = true;
      closedSince = now;
    }
    restarts = false;
    if (!intact) {
      close(now);
    } else if (key) {
      restarts = closed;
      closed = false;
      withoutKey = false;
      group++;
    } else if (closed && now - closedSince >= wait) {
      closed = false;
      withoutKey = true;
      group++;
    }
    return closed ? CLOSED : group;
  }

  /** Whether the packet just admitted opened the gate, so that the decoder must forget the past. */
  boolean restarts() {
    return restarts;
  }

  /** Something is missing: nothing is whole until the next key frame. */
  void close(long now) {
    begun = true;
    closed = true;
    closedSince = now;
  }

  /** Whether the packets that come show nothing whole. */
  boolean isClosed() {
    return closed;
  }

  /** Whether pictures are shown only because no key frame came for so long. */
  boolean isWithoutKey() {
    return !closed && withoutKey;
  }

  /**
   * Judges a picture.
   *
   * @param of its packet's group
   * @param recovering whether the decoder says that it is not yet as it should be
   * @param failed whether decoding it met errors
   */
  boolean lets(long of, boolean recovering, boolean failed, long now) {
    if (of == CLOSED || of == endedGroup) {
      return false;
    }
    // Without a key frame the decoder never calls a picture whole. After a recovery point it does
    // so
    // when the picture is; what is not after that is damage.
    boolean told = !(withoutKey && of == group);
    if (failed || (told && recovering && of == wholeGroup)) {
      endedGroup = of;
      if (of == group) {
        close(now);
      }
      return false;
    }
    if (!recovering) {
      wholeGroup = of;
    }
    return !(told && recovering);
  }
}
