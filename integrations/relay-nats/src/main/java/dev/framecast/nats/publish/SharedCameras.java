package dev.framecast.nats.publish;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraGroup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which of the cameras that several nodes have are another node's at the moment, so that this one
 * has them from there and does not connect to the camera as well. Changed on the link's timer.
 */
public final class SharedCameras {
  /** A server that is started anew is back by then. */
  private static final long ALONE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Where one begins. */
  enum Place {
    HERE,
    ELSEWHERE,
    /** The others are being listened to. */
    NOT_KNOWN
  }

  private final Set<String> shared = ConcurrentHashMap.newKeySet();
  private final Set<String> elsewhere = ConcurrentHashMap.newKeySet();
  private final Set<String> decided = ConcurrentHashMap.newKeySet();
  private volatile boolean known;

  /** Nobody could be heard for a while. */
  private volatile boolean alone;

  private volatile boolean ended;

  /** The last moment at which the others could be heard. */
  private long heardAt = System.nanoTime();

  /** That camera is given by a source that asks {@link #place}. Any thread. */
  void add(String id) {
    shared.add(id);
  }

  /** Where that camera is to be had now. Any thread. */
  Place place(String id) {
    if (ended || alone) {
      return Place.HERE;
    }
    if (elsewhere.contains(id)) {
      return Place.ELSEWHERE;
    }
    return known && decided.contains(id) ? Place.HERE : Place.NOT_KNOWN;
  }

  /** The others are being listened to. */
  void listens() {
    alone = false;
  }

  /** The others are known: that camera is to be had from one of them, or here. */
  void decided(Camera camera, boolean isElsewhere) {
    known = true;
    alone = false;
    heardAt = System.nanoTime();
    change(camera, isElsewhere);
    decided.add(camera.id()); // behind that, or one that begins now would be here
  }

  /** Of others nothing is decided: they are no more, or are not published any more. */
  void keepOnly(Set<String> ids) {
    elsewhere.retainAll(ids);
    decided.retainAll(ids);
  }

  /** What is known of the others is old, but they can be heard. */
  void stoodStill(long now) {
    known = false;
    decided.clear();
    heardAt = now;
  }

  /** The others cannot be heard: after a moment all cameras are to be had here. */
  void unheard(long now, CameraGroup cameras) {
    known = false;
    if (now - heardAt >= ALONE_NANOS) {
      alone = true;
      decided.clear();
      cameras.all().forEach(camera -> change(camera, false));
    }
  }

  /** Nothing is decided any more: all cameras are to be had here. */
  void end(CameraGroup cameras) {
    ended = true;
    cameras.all().forEach(camera -> change(camera, false));
  }

  private void change(Camera camera, boolean isElsewhere) {
    String id = camera.id();
    if (!shared.contains(id)) {
      return;
    }
    boolean changed = isElsewhere ? elsewhere.add(id) : elsewhere.remove(id);
    if (changed) {
      try {
        camera.reconnect();
      } catch (IllegalStateException e) {
        // It is closed.
      }
    }
  }
}
