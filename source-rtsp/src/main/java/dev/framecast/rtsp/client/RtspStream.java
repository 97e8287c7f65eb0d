package dev.framecast.rtsp.client;

import dev.framecast.rtsp.wire.Cancellation;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.rtsp.wire.Target;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The video of an RTSP camera, as RTP packets that follow each other. Confined to the session's
 * thread, but for {@link #cancel()}.
 */
public final class RtspStream implements AutoCloseable {
  private final Target target;
  private final ClientOptions options;
  private final Memory memory;
  private final Cancellation cancellation = new Cancellation();
  private @Nullable VideoPackets packets;
  private boolean pending;

  public RtspStream(Target target, ClientOptions options, Memory memory) {
    this.target = target;
    this.options = options;
    this.memory = memory;
  }

  /** Connects, up to the first packet. */
  public void open() throws SourceException {
    try {
      packets = new Opening(target, options, memory, cancellation).open();
      pending = true;
    } catch (IOException e) {
      throw error(e, "no answer");
    }
  }

  /** A description for FFmpeg of the packets that come. */
  public String description() {
    return packets().description();
  }

  /** What the video is coded in, as the camera names it, in upper case. */
  public String codec() {
    return packets().codec();
  }

  /** Whether the video's NAL units come in another order than that of decoding. */
  public boolean isInterleaved() {
    return packets().isInterleaved();
  }

  /** Whether packets may overtake each other. */
  public boolean isUnordered() {
    return !packets().playback().attempt.transport().isInterleaved();
  }

  /**
   * Goes on to the next packet; blocks.
   *
   * @param deadline when to give up, on the scale of {@link System#nanoTime()}
   */
  public void read(long deadline) throws SourceException {
    boolean unused = read(deadline, Long.MAX_VALUE);
  }

  /**
   * The same, but for no longer than that.
   *
   * @return false if none has come until then
   */
  public boolean read(long deadline, long until) throws SourceException {
    if (pending) {
      pending = false;
      return true;
    }
    try {
      boolean bounded = until != Long.MAX_VALUE && until - deadline < 0;
      if (packets().next(bounded ? until : deadline)) {
        return true;
      }
      if (bounded) {
        return false;
      }
      throw target.error(Kind.UNREACHABLE, "no video for " + options.timeoutMillis() + " ms");
    } catch (EOFException e) {
      throw target.error(Kind.ENDED, "the camera ended the stream");
    } catch (IOException e) {
      throw error(e, "no video");
    }
  }

  private SourceException error(IOException e, String silence) {
    if (cancellation.isCancelled()) {
      return target.cancelled();
    }
    if (e instanceof SourceException known) {
      return known;
    }
    return target.error(
        Kind.UNREACHABLE,
        e instanceof SocketTimeoutException
            ? silence + " for " + options.timeoutMillis() + " ms"
            : "the connection broke: " + e.getMessage());
  }

  /** What the packet is in, in its place; valid until the next. */
  public byte[] data() {
    return packets().playback().data();
  }

  public int offset() {
    return packets().playback().offset();
  }

  public int length() {
    return packets().playback().length();
  }

  /**
   * When a picture was taken by the camera's clock.
   *
   * @param ticks the picture's time as FFmpeg counts it, in the stream's clock rate
   * @param arrived when it came, on the scale of {@link System#nanoTime()}, and of the result
   */
  public long taken(long ticks, long arrived) {
    return packets().taken(ticks, arrived);
  }

  private VideoPackets packets() {
    VideoPackets current = packets;
    if (current == null) {
      throw new IllegalStateException("not open");
    }
    return current;
  }

  /** Ends what blocks, from any thread; what was open must still be closed. */
  public void cancel() {
    cancellation.cancel();
  }

  @Override
  public void close() {
    if (packets != null) {
      packets.close();
      packets = null;
    }
  }
}
