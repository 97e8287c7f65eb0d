package dev.framecast.frame;

import dev.framecast.internal.UnixTime;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Exif;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Turn;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a session writes one picture: a direct buffer that grows and is used again, with what is
 * known of the picture. Owned by one thread at a time; no method blocks. In steady state, when the
 * buffer has grown to the size of the frames, nothing is allocated.
 */
public final class FrameSlot {
  private static final int FIRST_CAPACITY = 64 * 1024;

  /** Shared by all slots that were never written; without room it cannot be changed. */
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private ByteBuffer bytes = NOTHING;

  private long capturedNanos;
  private long capturedMicros;
  private boolean stamped;
  private boolean passedThrough;
  private @Nullable JpegCheck check;
  private int width;
  private int height;
  private @Nullable VideoFormat video;
  private boolean key;
  private long presentedMicros;
  private boolean presented;
  private boolean provisional;
  private Turn turn = Turn.NONE;
  private boolean byExif;
  private Crop crop = Crop.WHOLE;
  private boolean turned;

  /** An empty slot. */
  public FrameSlot() {}

  /**
   * Gives the slot's direct buffer with room for at least that many more bytes. Its position is the
   * length of the picture so far: put bytes, or write to its memory and move the position. The
   * buffer may be another one after each call; what was written before is kept.
   *
   * @param room bytes
   * @return the slot's own buffer, to write to until the slot is used in another way
   * @throws IllegalArgumentException when the picture would be larger than a buffer can be, about 2
   *     GB
   */
  public ByteBuffer reserve(int room) {
    // Half as much again: the sizes of JPEGs wander, and a slot should settle after a few frames.
    return reserve(room, 0.5);
  }

  /**
   * Says how large the picture is (see {@link #picture}), and gives the slot's buffer with room for
   * its pixels and hardly more.
   *
   * @param format a raw one
   * @param pixelsAcross its width
   * @param pixelsDown its height
   * @return the slot's own buffer, to write to until the slot is used in another way
   * @throws IllegalStateException when the format is not raw
   * @throws ArithmeticException when there are more bytes than an {@code int} can count
   */
  public ByteBuffer reservePixels(FrameFormat format, int pixelsAcross, int pixelsDown) {
    int room = format.bytes(pixelsAcross, pixelsDown);
    picture(pixelsAcross, pixelsDown);
    return reserve(room, 0);
  }

  private ByteBuffer reserve(int room, double more) {
    if (room > bytes.capacity() - bytes.position()) {
      long wanted = (long) bytes.position() + room;
      long generous = Math.max(FIRST_CAPACITY, wanted + (long) (more * wanted));
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8, generous);
      if (capacity < wanted) {
        throw new IllegalArgumentException("a frame of " + wanted + " bytes: too large");
      }
      bytes = ByteBuffer.allocateDirect(capacity).put(bytes.flip());
    }
    return bytes;
  }

  /**
   * Appends the remaining bytes of the buffer.
   *
   * @param source copied; afterwards its position is its limit
   */
  public void put(ByteBuffer source) {
    reserve(source.remaining()).put(source);
  }

  /**
   * Appends bytes.
   *
   * @param source copied
   * @param offset the first of them
   * @param length how many there are
   */
  public void put(byte[] source, int offset, int length) {
    reserve(length).put(source, offset, length);
  }

  /**
   * Appends a JPEG that the camera made itself. It is published byte for byte, save that missing
   * Huffman tables are added; it counts as passed through, not as encoded.
   *
   * @param jpeg copied; afterwards its position is its limit
   */
  public void passThrough(ByteBuffer jpeg) {
    put(jpeg);
    passedThrough = true;
  }

  /**
   * The same for a JPEG that is known to be whole, which spares a second look at its bytes.
   *
   * @param jpeg copied; afterwards its position is its limit
   * @param inspected the check that has found exactly these bytes good; it is not used for others
   *     before the slot is cleared
   */
  public void passThrough(ByteBuffer jpeg, JpegCheck inspected) {
    passThrough(jpeg);
    check = inspected;
  }

  /**
   * {@return the check that has found the slot's bytes good, by the word of who wrote them; or
   * null}
   */
  public @Nullable JpegCheck check() {
    return check;
  }

  /** {@return a stream that appends to this slot, for encoders that want one} Needs no closing. */
  public OutputStream outputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        reserve(1).put((byte) b);
      }

      @Override
      public void write(byte[] b, int offset, int length) {
        put(b, offset, length);
      }
    };
  }

  /**
   * Says when the picture was taken, as far as the session knows it better than "when advance()
   * returned".
   *
   * @param nanos on the scale of {@link System#nanoTime()}
   */
  public void capturedAt(long nanos) {
    capturedNanos = nanos;
    capturedMicros = UnixTime.nanos(nanos) / 1_000;
    stamped = true;
  }

  /**
   * Says that the bytes are one access unit of video.
   *
   * @param format what a decoder must know; also tells how large the picture is
   * @param key see {@link Frame#isKey()}
   */
  public void video(VideoFormat format, boolean key) {
    this.video = Objects.requireNonNull(format, "format");
    this.key = key;
    picture(format.width(), format.height());
  }

  /** {@return what {@link #video} said, or null} */
  public @Nullable VideoFormat video() {
    return video;
  }

  /** {@return what {@link #video} said; true of all that is not video} */
  public boolean isKey() {
    return video == null || key;
  }

  /**
   * Says when the frame is to be shown: see {@link Frame#presentedMicros()}.
   *
   * @param micros on a scale of the connection's own
   */
  public void presentedAt(long micros) {
    presentedMicros = micros;
    presented = true;
  }

  /** {@return what {@link #presentedAt} said, or {@link #capturedMicros}} */
  public long presentedMicros() {
    return presented ? presentedMicros : capturedMicros();
  }

  /**
   * Says how large the picture is, for pictures whose bytes do not tell.
   *
   * @param pixelsAcross its width
   * @param pixelsDown its height
   */
  public void picture(int pixelsAcross, int pixelsDown) {
    width = pixelsAcross;
    height = pixelsDown;
  }

  /** {@return the width that {@link #picture} was told, in pixels; else 0} */
  public int width() {
    return width;
  }

  /** {@return the height that {@link #picture} was told, in pixels; else 0} */
  public int height() {
    return height;
  }

  /** Says that a larger picture is on its way: see {@link Frame#provisional()}. */
  public void provisional() {
    provisional = true;
  }

  /** {@return whether {@link #provisional()} was called} */
  public boolean isProvisional() {
    return provisional;
  }

  /**
   * Says how the picture is to be turned that will be written; stays until this is called again.
   * Encoders that can turn what they scale and convert do so; whatever was written by others is
   * turned afterwards.
   *
   * @param wanted behind what Exif says, where that is heeded
   * @param heedsExif whether a JPEG's own word on how it lies counts
   */
  public void turn(Turn wanted, boolean heedsExif) {
    turn = Objects.requireNonNull(wanted, "wanted");
    byExif = heedsExif;
  }

  /** {@return how the picture is to be turned} */
  public Turn turn() {
    return turn;
  }

  /** {@return whether a JPEG's own word on how it lies comes before {@link #turn()}} */
  public boolean heedsExif() {
    return byExif;
  }

  /**
   * Adds what a JPEG says of how it lies in front of {@link #turn()}, where that is heeded: for who
   * makes something else of its pixels. What was added once is not added again.
   *
   * @param jpeg between position and limit, which stay
   */
  public void turnByExif(ByteBuffer jpeg) {
    if (byExif) {
      turn(Exif.turn(jpeg).then(turn), false);
    }
  }

  /**
   * Says which part of the turned picture is to be seen; stays until this is called again. It is
   * cut out by whoever turns the picture.
   *
   * @param wanted of the picture once it is turned
   */
  public void crop(Crop wanted) {
    crop = Objects.requireNonNull(wanted, "wanted");
  }

  /** {@return which part of the turned picture is to be seen} */
  public Crop crop() {
    return crop;
  }

  /**
   * {@return which pixels of a picture are to be seen, before it is turned}
   *
   * @param across pixels of the picture
   * @param down the same
   */
  public Crop.Part part(int across, int down) {
    return crop.before(turn).in(across, down);
  }

  /** Says that what was written is cut and turned as {@link #crop()} and {@link #turn()} say. */
  public void turned() {
    turned = true;
  }

  /** {@return whether {@link #turned()} was called} */
  public boolean isTurned() {
    return turned;
  }

  /**
   * Takes the bytes out, for others of the same picture; what else is known of it stays.
   *
   * @return the slot's own buffer, as of {@link #reserve}
   */
  public ByteBuffer rewrite() {
    check = null;
    passedThrough = false;
    return bytes.clear();
  }

  /** {@return how many bytes of the picture there are so far} */
  public int length() {
    return bytes.position();
  }

  /** {@return the bytes so far, read-only; valid until the slot is written again} */
  public ByteBuffer bytes() {
    return bytes.asReadOnlyBuffer().flip();
  }

  /** {@return whether {@link #passThrough} filled this slot} */
  public boolean isPassedThrough() {
    return passedThrough;
  }

  /** Makes the slot empty. */
  public void clear() {
    bytes.clear();
    stamped = false;
    passedThrough = false;
    check = null;
    width = 0;
    height = 0;
    video = null;
    presented = false;
    provisional = false;
    turned = false;
  }

  /** {@return whether somebody said when the picture was taken} */
  public boolean isStamped() {
    return stamped;
  }

  /**
   * {@return when the picture was taken, on the scale of {@link System#nanoTime()}; 0 if nobody
   * said}
   */
  public long capturedNanos() {
    return stamped ? capturedNanos : 0;
  }

  /**
   * {@return when the picture was taken, in microseconds since 1970-01-01T00:00Z; 0 if nobody said}
   */
  public long capturedMicros() {
    return stamped ? capturedMicros : 0;
  }
}
