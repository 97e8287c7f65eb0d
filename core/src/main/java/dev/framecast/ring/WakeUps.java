package dev.framecast.ring;

import dev.framecast.frame.Registration;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to hear of publications. Any thread. */
final class WakeUps {
  private static final System.Logger LOG = System.getLogger(WakeUps.class.getName());

  private final CopyOnWriteArrayList<WakeUp> all = new CopyOnWriteArrayList<>();

  Registration add(Runnable target) {
    WakeUp wakeUp = new WakeUp(Objects.requireNonNull(target, "wakeUp"));
    all.add(wakeUp);
    return () -> all.remove(wakeUp);
  }

  void run() {
    all.forEach(WakeUp::run); // unlike a for loop, makes no iterator
  }

  /** One registration; an object of its own, so that the same Runnable can be registered twice. */
  private static final class WakeUp {
    private final Runnable target;
    private boolean hasFailed;

    WakeUp(Runnable target) {
      this.target = target;
    }

    /**
     * One viewer's broken wake-up must not take the frame from the others, nor end the capture.
     * Told once: it may fail thirty times a second.
     */
    void run() {
      try {
        target.run();
      } catch (Throwable e) {
        LOG.log(hasFailed ? Level.DEBUG : Level.WARNING, "a wake-up failed", e);
        hasFailed = true;
      }
    }
  }
}
