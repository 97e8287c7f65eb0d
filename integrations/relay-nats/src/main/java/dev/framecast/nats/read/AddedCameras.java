package dev.framecast.nats.read;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.source.FrameSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cameras that were added as other nodes have them, each until that node has it no more or this
 * node has one of its own in its place. Any thread.
 */
public final class AddedCameras {
  /** Where another node's comes or goes in the same moment. */
  private static final int MOST_TRIES = 5;

  private final Cameras cameras;

  /** Under its own lock, as {@link #leaving}. */
  private final Map<String, Camera> added = new HashMap<>();

  /** Those that are to be closed, and are not yet. */
  private final Map<String, Camera> leaving = new HashMap<>();

  AddedCameras(Cameras cameras) {
    this.cameras = cameras;
  }

  /**
   * Adds one of another node.
   *
   * @throws IllegalArgumentException when there is one of that id
   * @throws IllegalStateException when the cameras are closed
   */
  void add(String id, FrameSource source, CameraOptions options) {
    synchronized (added) { // so that who adds an own one finds it if its id is taken
      added.put(id, cameras.add(id, source, options));
    }
  }

  @Nullable Camera find(String id) {
    synchronized (added) {
      return added.get(id);
    }
  }

  /** Gives it these options, unless it has become this node's own. */
  void change(Camera camera, CameraOptions options) {
    synchronized (added) {
      if (added.get(camera.id()) == camera) {
        camera.replaceOptions(options);
      }
    }
  }

  /** Takes out all but those; each is to be closed. */
  List<Camera> leave(Set<String> wanted) {
    synchronized (added) {
      List<Camera> gone = new ArrayList<>(added.values());
      gone.removeIf(camera -> wanted.contains(camera.id()));
      added.keySet().retainAll(wanted);
      gone.forEach(camera -> leaving.put(camera.id(), camera));
      return gone;
    }
  }

  /** Closes it, unless it has become this node's own. */
  void close(Camera camera) {
    boolean isOurs;
    synchronized (added) {
      isOurs = leaving.remove(camera.id(), camera);
    }
    if (isOurs) {
      camera.close();
    }
  }

  /** Whether that camera is another node's. */
  public boolean has(String id) {
    synchronized (added) {
      return added.containsKey(id) || leaving.containsKey(id);
    }
  }

  /**
   * Adds a camera of this node's own; that of another node gives its place to it, with its viewers.
   *
   * @throws IllegalArgumentException as {@link Cameras#add(String, FrameSource, CameraOptions)}
   * @throws IllegalStateException likewise
   */
  public Camera addOwn(String id, FrameSource source, CameraOptions options) {
    for (int tries = 1; ; tries++) {
      Camera there = take(id);
      if (there != null) {
        if (isReplaced(there, source, options)) {
          return there;
        }
      } else {
        try {
          return cameras.add(id, source, options);
        } catch (IllegalArgumentException e) {
          if (isTaken(id) || tries == MOST_TRIES) {
            throw e;
          }
        }
      }
    }
  }

  /** By this node's own; another node's is on its way out, or has just come. */
  private boolean isTaken(String id) {
    Camera there = cameras.find(id);
    return there != null
        && !has(id)
        && !Subjects.isRelayed(there.status().kind(), there.status().source());
  }

  private @Nullable Camera take(String id) {
    synchronized (added) {
      Camera there = added.remove(id);
      return there == null ? leaving.remove(id) : there;
    }
  }

  /** Returns whether it was; not if it was closed in this moment. */
  private boolean isReplaced(Camera there, FrameSource source, CameraOptions options) {
    try {
      there.replace(source, options);
    } catch (IllegalStateException e) {
      return false;
    } catch (RuntimeException e) { // the source is anybody's code
      synchronized (added) {
        added.put(there.id(), there);
      }
      throw e;
    }
    return true;
  }
}
