package dev.framecast.camera;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cameras that sinks can be given to serve: all of an app's, or some of them. Groups share the
 * cameras, and with them connections and frames; who is served a group sees no more than it, and
 * cannot tell what else there is.
 *
 * <pre>{@code
 * MjpegServlet guests = new MjpegServlet(cameras.only("door", "yard"));
 * MjpegServlet staff = new MjpegServlet(cameras);
 * }</pre>
 *
 * <p>All methods may be called from any thread and none blocks.
 */
public interface CameraGroup {

  /**
   * {@return the camera with that id, or null if this group has none}
   *
   * @param id case matters; one that no camera can have is just not found
   */
  @Nullable Camera find(String id);

  /** {@return all cameras of this group, in its order: a list that does not change afterwards} */
  List<Camera> all();

  /**
   * {@return a view of those with these ids, in their order, as soon and as long as this group has
   * them} An id that there is no camera for yet is no error.
   *
   * @param ids in the order that is wanted; copied
   */
  default CameraGroup only(String... ids) {
    return new NamedCameras(this, List.of(ids));
  }

  /**
   * {@return a view of those that the condition is true for, in the order of this group}
   *
   * @param condition asked whenever a camera is looked for, such as at each request, on whatever
   *     thread that is, so it must be quick; a camera for which it throws is left out. Streams that
   *     are under way go on when it changes its mind
   */
  default CameraGroup only(Predicate<? super Camera> condition) {
    return new FilteredCameras(this, Objects.requireNonNull(condition, "condition"));
  }
}
