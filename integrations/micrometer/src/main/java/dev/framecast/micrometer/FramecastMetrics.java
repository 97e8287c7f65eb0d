package dev.framecast.micrometer;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraGroup;
import dev.framecast.camera.CameraListener;
import dev.framecast.frame.Registration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Figures of cameras in Micrometer's registries, each with the tag {@code camera}: frames captured,
 * encoded, delivered and dropped, bytes, viewers, states, reconnects, and how old frames were when
 * they had been sent. Meters come and go with their cameras: of {@link Cameras} at once, of other
 * groups within a second.
 *
 * <p>All but the ages are read when the registry asks. Ages are counted by the cameras themselves,
 * and brought into the registry's timer once a second: nothing of Micrometer is on a frame's way to
 * a viewer. Counts and total of the timer are exact; within a bucket each age is the average. A
 * registry that comes after more than a million frames of a camera counts their ages from there on.
 *
 * <p>All methods may be called from any thread; {@link #bindTo} and {@link #close} wait for the one
 * thread that changes registries. It is a daemon, and there is none before the first binding. A
 * camera that is closed is not kept in memory by its meters.
 */
public final class FramecastMetrics implements MeterBinder, AutoCloseable {
  private final CameraGroup cameras;
  private final Tags tags;
  private final UpdateThread thread = new UpdateThread(this::update);

  /** The thread's: a registry is there once. */
  private final List<RegistryMeters> registries = new ArrayList<>();

  private @Nullable Registration listening;

  /**
   * Figures of these cameras, an app's {@link Cameras} or some of them.
   *
   * @param cameras stay the caller's
   */
  public FramecastMetrics(CameraGroup cameras) {
    this(cameras, Tags.empty());
  }

  /**
   * Figures of these cameras with more tags. Where a registry has those of several groups whose
   * cameras share ids, each group needs tags with the same names and values of its own.
   *
   * @param cameras stay the caller's
   * @param tags added to each meter, beside that with the id
   */
  public FramecastMetrics(CameraGroup cameras, Iterable<? extends Tag> tags) {
    this.cameras = Objects.requireNonNull(cameras, "cameras");
    this.tags = Tags.of(Objects.requireNonNull(tags, "tags"));
  }

  /**
   * Has that registry know the cameras from here on. Binding it again changes nothing.
   *
   * @throws IllegalStateException when this is closed
   */
  @Override
  public void bindTo(MeterRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    thread.run(() -> bind(registry));
  }

  private void bind(MeterRegistry registry) {
    if (registries.stream().anyMatch(each -> each.isOf(registry))) {
      return;
    }
    if (listening == null && cameras instanceof Cameras all) {
      listening = all.addListener(new Changes(), thread);
    }
    RegistryMeters meters = new RegistryMeters(registry, tags);
    registries.add(meters);
    boolean done = false;
    try {
      meters.update(cameras.all());
      done = true;
    } finally {
      if (!done) {
        registries.remove(meters);
        meters.close();
      }
    }
  }

  private final class Changes implements CameraListener {
    @Override
    public void added(Camera camera) {
      update();
    }

    @Override
    public void removed(Camera camera) {
      update();
    }
  }

  private void update() {
    registries.removeIf(RegistryMeters::isClosed);
    List<Camera> all = cameras.all();
    List.copyOf(registries).forEach(each -> each.tryUpdate(all)); // one may bind another
  }

  /**
   * Removes the meters from all registries, closed ones among them. Idempotent. Blocks for two
   * seconds at most, however long a registry takes.
   */
  @Override
  public void close() {
    thread.close(
        () -> {
          if (listening != null) {
            listening.close();
          }
          registries.forEach(RegistryMeters::close);
          registries.clear();
        });
  }
}
