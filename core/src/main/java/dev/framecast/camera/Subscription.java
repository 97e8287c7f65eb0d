package dev.framecast.camera;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One viewer's demand for a camera's frames, in force until it is closed: while there is one, the
 * camera is kept live and the rendition is made. A subscription is counted as one viewer.
 *
 * <p>The frames can be waited for ({@link #next}), received by a callback ({@link #onFrame}) or by
 * Reactive Streams ({@link #publisher}); each of these, also of several of a kind, sees the frames
 * by itself. All give the newest frame and have no queue: a frame that came while its reader was
 * busy with another is gone. (Of video they give the one that follows, as long as the camera has
 * that, and else the newest key frame.) They keep to the rate that was subscribed to, but for
 * slates ({@link Frame#live()} is false), which come once a second while the camera is down, and
 * for the first live frame after one.
 *
 * <p>All methods may be called from any thread; only {@link #next} blocks.
 */
public interface Subscription extends AutoCloseable {

  /** {@return the camera that is watched} */
  Camera camera();

  /** {@return the rendition that is watched} */
  Rendition rendition();

  /**
   * Waits for the newest frame that this method has not given yet. Callers from several threads
   * take turns.
   *
   * <pre>{@code
   * try (Subscription door = camera.subscribe()) {
   *   while (door.isOpen()) {
   *     try (Frame frame = door.next(Duration.ofSeconds(5))) {
   *       if (frame != null) {
   *         show(frame);
   *       }
   *     }
   *   }
   * }
   * }</pre>
   *
   * <p>Of a camera that is closed for good it gives the last slate once.
   *
   * @param timeout how long to wait; zero to only look
   * @return null when the time ran out, and at once when this is closed (another thread may close
   *     it between {@link #isOpen} and this) or the camera has nothing more to give; the caller
   *     closes the frame
   * @throws InterruptedException when the calling thread was interrupted while it waited
   */
  @Nullable Frame next(Duration timeout) throws InterruptedException;

  /**
   * {@return whether {@link #next} can still give a frame: false once this is closed, or once the
   * camera is closed for good and its last frame was given}
   */
  boolean isOpen();

  /**
   * Has the consumer called with each frame that it has time for: never more than one call at a
   * time, always with the newest frame, and with none twice. The frame is closed after the call.
   *
   * <p>It ends with the camera, after the last slate, with this subscription or with the
   * registration, whichever comes first; a call under way may end after that. What the consumer
   * throws is logged, and the next frame comes all the same.
   *
   * <p>The executor is asked on a thread of framecast's callbacks, never where frames are made: it
   * may run the call at once ({@code Runnable::run}), block, or refuse. What it refuses is logged
   * and the next frame is another try. A consumer that never returns is called no more, and costs
   * nobody else anything.
   *
   * @param executor where the consumer is called
   * @param consumer called with each frame, which it must not close or use after the call
   * @return ends it when closed
   * @throws IllegalStateException when the subscription is closed
   */
  Registration onFrame(Executor executor, Consumer<? super Frame> consumer);

  /**
   * Gives the frames by the rules of Reactive Streams: each subscriber has a demand of its own, and
   * is given the newest frame while there is some; frames that nobody has asked for yet are not
   * kept. The subscriber owns each frame and closes it; one given to an {@code onNext} that throws
   * is closed, and the subscriber is signalled no more.
   *
   * <p>It completes with the camera, after the last slate was asked for and given, or with this
   * subscription. All signals, {@code onSubscribe} among them, are made by the executor, of which
   * {@link #onFrame} tells.
   *
   * @param executor where subscribers are called
   * @return for any number of subscribers, one after another or at the same time
   * @throws IllegalStateException when the subscription is closed
   */
  Flow.Publisher<Frame> publisher(Executor executor);

  /**
   * {@return the buffer where the frames appear, for readers of one's own} For reading only: the
   * camera writes. Frames acquired stay valid after the subscription.
   */
  FrameBuffer frames();

  /**
   * {@return the sequence in {@link #frames()} to begin after: 0, or that of a frame left over from
   * earlier viewers, which may be old} What comes behind it is new, or is the newest picture of a
   * camera that is live.
   */
  long startAfter();

  /**
   * A live frame of this was sent to who watches: what a sink says, once for each frame and viewer,
   * when the last byte is in the viewer's socket. Counted in {@link CameraStatus#delivered()} with
   * the age that the frame has now. Never blocks, and may be called behind {@link #close()}.
   *
   * @param capturedNanos the {@link Frame#capturedNanos()} of the frame, which may be closed
   * @param bytes its {@link Frame#size()}
   */
  default void delivered(long capturedNanos, int bytes) {}

  /** Ends the demand, and all that reads by it. Idempotent; may be called by a consumer. */
  @Override
  void close();
}
