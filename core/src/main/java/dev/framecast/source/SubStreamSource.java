package dev.framecast.source;

import dev.framecast.internal.Secrets;
import java.io.IOException;
import java.util.Objects;

/**
 * A camera that sends the same pictures in two sizes, as most network cameras do: its main stream,
 * and a sub-stream that costs a tenth of it. What the viewers want decides which of them is used:
 * as long as the widest rendition that somebody watches is no wider than the sub-stream's pictures,
 * that one is; else the main stream.
 *
 * <pre>{@code
 * cameras.add("yard", RtspSource.of(main).withSubStream(RtspSource.of(sub)));
 * }</pre>
 *
 * <p>Each stream is connected only while it is used. At a change the one that is there goes on
 * until the other has its first picture (or, while somebody watches the video, its first key
 * frame), so viewers see no gap. From small to large it is made at once, from large to small after
 * two seconds. A sub-stream that cannot be had costs nothing but its use: the main stream takes its
 * place, and it is tried again after half a minute, then less often. Of a main stream that cannot
 * be had the sub-stream takes the place, too small as it may be, and the main stream is tried again
 * after a second, then less often, up to each half minute; unless the camera does not answer, is
 * unplugged or refuses the login, which is told at once.
 *
 * <p>Until a sub-stream has shown a picture it is taken to be 640 pixels wide.
 *
 * <p>Safe for use by many threads; cameras that share one share what it knows of its streams.
 */
public final class SubStreamSource implements FrameSource {
  private final FrameSource main;
  private final FrameSource sub;
  private final StreamChoice choice = new StreamChoice();

  private SubStreamSource(FrameSource main, FrameSource sub) {
    this.main = main;
    this.sub = sub;
  }

  /**
   * {@return a source of these two streams}
   *
   * @param main its largest pictures; may itself be a source with a sub-stream
   * @param sub smaller pictures of the same
   */
  public static SubStreamSource of(FrameSource main, FrameSource sub) {
    return new SubStreamSource(
        Objects.requireNonNull(main, "main"), Objects.requireNonNull(sub, "sub"));
  }

  /** A session without viewers to go by: it has the main stream. */
  @Override
  public FrameSession open() throws IOException {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) throws IOException {
    return new SubStreamSession(main, sub, choice, Objects.requireNonNull(context, "context"));
  }

  /** Of both streams. */
  @Override
  public String description() {
    return Secrets.hide(main.description()) + ", sub-stream " + Secrets.hide(sub.description());
  }

  /** The main stream's. */
  @Override
  public String kind() {
    return main.kind();
  }
}
