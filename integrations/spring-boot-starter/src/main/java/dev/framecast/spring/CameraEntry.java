package dev.framecast.spring;

import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Flip;
import dev.framecast.camera.Rotation;
import dev.framecast.camera.TimeStamp;
import dev.framecast.jpeg.Crop;
import dev.framecast.source.FrameSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A camera as it is wanted.
 *
 * @param id its id
 * @param address its address, whole, or null where it is a bean
 * @param source where its pictures come from
 * @param options how it is looked after
 * @param written what it says, to be compared
 */
record CameraEntry(
    String id,
    @Nullable String address,
    FrameSource source,
    CameraOptions options,
    @Nullable CameraProperties written) {

  /**
   * As {@link dev.framecast.Cameras} has it, so that nothing is begun with an id that cannot be.
   */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * One of the configuration.
   *
   * @param bean the source of that name, or null
   * @throws InvalidPropertyException when it cannot be
   */
  static CameraEntry of(String id, CameraProperties camera, @Nullable FrameSource bean) {
    String property = property(id);
    checkId(id, property);
    CameraOptions options = InvalidPropertyException.in(property, () -> options(camera));
    if (bean != null) {
      CameraAddress.refuseAll(property, camera);
      return new CameraEntry(id, null, bean, options, camera);
    }
    CameraAddress address = CameraAddress.of(property, camera);
    return new CameraEntry(id, address.text(), address.source(), options, camera);
  }

  /** One that is a bean and nothing else is said of. */
  static CameraEntry of(String id, FrameSource bean) {
    checkId(id, bean(id));
    return new CameraEntry(id, null, bean, CameraOptions.DEFAULT, null);
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  private static void checkId(String id, String where) {
    if (!isId(id)) {
      throw new InvalidPropertyException(
          where,
          "camera id \""
              + id
              + "\": must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit");
    }
  }

  private static String bean(String id) {
    return "the FrameSource bean \"" + id + "\"";
  }

  /** Who says that there is such a camera. */
  String where() {
    return written == null ? bean(id) : property(id);
  }

  /** As it is written: with brackets where it must have them. */
  static String property(String id) {
    boolean plain = id.matches("[a-z0-9][a-z0-9-]*");
    return FramecastProperties.PREFIX + ".cameras" + (plain ? "." + id : "[" + id + "]");
  }

  Set<String> tags() {
    return written == null ? Set.of() : Set.copyOf(written.tags());
  }

  /** Whether that one captures from the same source, whatever else may differ. */
  boolean hasSameSource(CameraEntry other) {
    return address == null ? source == other.source : address.equals(other.address);
  }

  /** Whether nothing differs that a camera is to be told. */
  boolean isSame(CameraEntry other) {
    return hasSameSource(other) && Objects.equals(written, other.written);
  }

  private static CameraOptions options(CameraProperties camera) {
    CameraOptions.Builder builder = CameraOptions.builder();
    CameraOptions unless = CameraOptions.DEFAULT;
    if (camera.title() != null) {
      builder.name(camera.title());
    }
    builder.tags(camera.tags());
    builder.alwaysOn(camera.alwaysOn() != null && camera.alwaysOn());
    builder.linger(or(camera.linger(), unless::linger));
    builder.stallAfter(or(camera.stallAfter(), unless::stallAfter));
    builder.reconnectAfter(or(camera.reconnectAfter(), unless::reconnectAfter));
    builder.connectTimeout(or(camera.connectTimeout(), unless::connectTimeout));
    builder.backoff(
        or(camera.backoffMin(), unless::backoffMin), or(camera.backoffMax(), unless::backoffMax));
    builder.backoffRefused(or(camera.backoffRefused(), unless::backoffRefused));
    if (camera.maxRenditions() != null) {
      builder.maxRenditions(camera.maxRenditions());
    }
    if (camera.maxPixels() != null) {
      builder.maxPixels(camera.maxPixels());
    }
    if (camera.rotate() != null) {
      builder.rotate(Rotation.of(camera.rotate()));
    }
    if (camera.flip() != null) {
      builder.flip(Flip.of(camera.flip()));
    }
    if (camera.crop() != null) {
      builder.crop(Crop.of(camera.crop()));
    }
    if (camera.timestamp() != null) {
      builder.timeStamp(TimeStamp.of(camera.timestamp()));
    }
    return builder.build();
  }

  private static Duration or(@Nullable Duration given, Supplier<Duration> otherwise) {
    return given == null ? otherwise.get() : given;
  }
}
