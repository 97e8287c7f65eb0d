package dev.framecast.source;

import dev.framecast.frame.Rendition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which of two streams satisfies the viewers, by what is known of the streams. It outlives a
 * session, so that the next one need not find out again. Any thread.
 */
final class StreamChoice {
  /** What sub-streams have: 640x360 or 640x480, some 704x576. */
  private static final int USUAL_SUB_WIDTH = 640;

  private static final long FIRST_SUB_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LONGEST_SUB_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long FIRST_MAIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_MAIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private int mainWidth;
  private int mainHeight;
  private int subWidth;
  private int subHeight;
  private long subFailedAt;
  private long subPause;
  private long mainFailedAt;
  private long mainPause;
  private @Nullable String mainProblem;
  private @Nullable String subProblem;

  /**
   * Whether the sub-stream will do.
   *
   * @param wantedWidth pixels across that the widest viewer wants, 0 for all there are
   */
  synchronized boolean isSubEnough(int wantedWidth, long now) {
    int width = subWidth > 0 ? subWidth : USUAL_SUB_WIDTH;
    return wantedWidth > 0 && wantedWidth <= width && mayDialSub(now);
  }

  /** Whether the sub-stream has not failed of late. */
  synchronized boolean mayDialSub(long now) {
    return subPause == 0 || now - subFailedAt > subPause;
  }

  synchronized void size(boolean sub, int width, int height) {
    if (width <= 0 || height <= 0) {
      return;
    }
    if (sub) {
      subWidth = width;
      subHeight = height;
    } else {
      mainWidth = width;
      mainHeight = height;
    }
  }

  /** The stream has shown a picture. */
  synchronized void works(boolean sub) {
    if (sub) {
      subPause = 0;
      subProblem = null;
    } else {
      mainPause = 0;
      mainProblem = null;
    }
  }

  /** The sub-stream cannot be had: not for a while, each time longer. */
  synchronized void subFailed(String problem, long now) {
    subFailedAt = now;
    subPause = longer(subPause, FIRST_SUB_PAUSE_NANOS, LONGEST_SUB_PAUSE_NANOS);
    subProblem = problem;
  }

  /** The main stream cannot be had, but maybe the sub-stream can. */
  synchronized void mainFailed(String problem, long now) {
    mainProblem = problem;
    mainFailedAt = now;
    mainPause = longer(mainPause, FIRST_MAIN_PAUSE_NANOS, LONGEST_MAIN_PAUSE_NANOS);
  }

  /** One of the two cannot be had. */
  synchronized void failed(boolean sub, String problem, long now) {
    if (sub) {
      subFailed(problem, now);
    } else {
      mainFailed(problem, now);
    }
  }

  private static long longer(long pause, long first, long longest) {
    return pause == 0 ? first : Math.min(2 * pause, longest);
  }

  /** Whether the main stream may be dialled in the place of a sub-stream that is too small. */
  synchronized boolean mayDialMain(long now) {
    return mainPause == 0 || now - mainFailedAt > mainPause;
  }

  synchronized SessionInfo.Stream main(boolean connected) {
    return new SessionInfo.Stream("main", connected, mainWidth, mainHeight, mainProblem);
  }

  synchronized SessionInfo.Stream sub(boolean connected) {
    return new SessionInfo.Stream("sub", connected, subWidth, subHeight, subProblem);
  }

  /** A camera's context for one of its streams, which is heard only while that one is shown. */
  record Context(SessionContext camera, BooleanSupplier isShown) implements SessionContext {
    @Override
    public void waitingFor(String what) {
      if (isShown.getAsBoolean()) {
        camera.waitingFor(what);
      }
    }

    @Override
    public void dropped(String why) {
      if (isShown.getAsBoolean()) {
        camera.dropped(why);
      }
    }

    @Override
    public long maxPixels() {
      return camera.maxPixels();
    }

    @Override
    public boolean wantsVideo() {
      return camera.wantsVideo();
    }

    @Override
    public boolean wantsPictures() {
      return camera.wantsPictures();
    }

    @Override
    public int wantedWidth() {
      return camera.wantedWidth();
    }

    @Override
    public double wantedFps() {
      return camera.wantedFps();
    }

    @Override
    public Map<Rendition, Double> wanted() {
      return camera.wanted();
    }
  }

  /** What a session of two streams tells of both. Written by the capture thread, read by any. */
  static final class Infos {
    private final StreamChoice choice;

    /** Of the streams that are closed. */
    private final AtomicLong decodedBefore = new AtomicLong();

    private final AtomicLong droppedBefore = new AtomicLong();
    private volatile SessionInfo last = SessionInfo.UNKNOWN;

    Infos(StreamChoice choice) {
      this.choice = choice;
    }

    void shows(boolean isSub, SessionInfo info) {
      choice.size(isSub, info.width(), info.height());
      last = info;
    }

    void closed(SessionInfo info) {
      last = info.toBuilder().decoded(0).dropped(0).build();
      decodedBefore.addAndGet(info.decoded());
      droppedBefore.addAndGet(info.dropped());
    }

    SessionInfo info(StreamDial.@Nullable OpenStream shown) {
      SessionInfo info = shown == null ? last : shown.info();
      SessionInfo.Stream main = choice.main(shown != null && !shown.isSub);
      SessionInfo.Builder all =
          info.toBuilder()
              .decoded(decodedBefore.get() + info.decoded())
              .dropped(droppedBefore.get() + info.dropped())
              .streams(List.of(main, choice.sub(shown != null && shown.isSub)));
      if (main.width() > info.width()) {
        all.size(main.width(), main.height()); // what the camera can give
      }
      return all.build();
    }
  }
}
