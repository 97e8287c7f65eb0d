package dev.framecast.spring;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.source.FrameSource;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cameras that the configuration names, and {@link FrameSource} beans: {@link #reload()} brings
 * them up to date. A bean of this type is there unless the app has a {@link Cameras} bean of its
 * own.
 *
 * <p>May be used from any thread.
 */
public final class FramecastCameras implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FramecastCameras.class.getName());

  private final Cameras cameras = new Cameras();
  private final Map<String, FrameSource> beans;
  private final CameraConfiguration configuration;

  private final Relay relay;

  /** Reloads that were asked for and are not done: whoever makes it 1 does them. */
  private final AtomicInteger asked = new AtomicInteger();

  /** What the last of them is to go by. */
  private volatile Supplier<Map<String, CameraProperties>> latest = Map::of;

  /** Replaced as a whole, by one thread at a time. */
  private volatile Map<String, CameraEntry> entries = Map.of();

  private volatile boolean closed;

  /** In force before a camera is there, and until it is gone: who has none is for many. */
  private volatile Map<String, Set<String>> tags = Map.of();

  /**
   * Adds what there is.
   *
   * @throws IllegalArgumentException when a camera cannot be as it is configured
   */
  FramecastCameras(
      Map<String, CameraProperties> configured,
      Map<String, FrameSource> beans,
      CameraConfiguration configuration) {
    this(configured, beans, configuration, Relay.NONE);
  }

  /**
   * The same, with cameras that other machines share.
   *
   * @throws IllegalArgumentException when a camera cannot be as it is configured
   */
  FramecastCameras(
      Map<String, CameraProperties> configured,
      Map<String, FrameSource> beans,
      CameraConfiguration configuration,
      Relay relay) {
    this.beans = beans;
    this.configuration = configuration;
    this.relay = relay;
    try {
      Map<String, CameraEntry> wanted = wanted(configured);
      tags = tags(Map.of(), wanted);
      wanted.values().forEach(this::add);
      entries = wanted;
    } catch (RuntimeException | Error e) {
      cameras.close();
      throw e;
    }
  }

  /** Those that are not for everybody. */
  List<String> idsWithTags() {
    return tags.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The bean that everybody uses. */
  Cameras cameras() {
    return cameras;
  }

  /**
   * {@return the tags of that camera; where the configuration does not know it those of its
   * options, which another machine's camera has from there}
   *
   * @param id the camera's
   */
  public Set<String> tags(String id) {
    Set<String> configured = tags.get(Objects.requireNonNull(id, "id"));
    if (configured != null) {
      return configured;
    }
    Camera camera = cameras.find(id);
    return camera == null ? Set.of() : camera.options().tags();
  }

  private static Map<String, Set<String>> tags(
      Map<String, CameraEntry> present, Map<String, CameraEntry> wanted) {
    Map<String, Set<String>> tags = new HashMap<>();
    present.forEach((id, entry) -> tags.put(id, entry.tags()));
    wanted.forEach((id, entry) -> tags.put(id, entry.tags()));
    return tags;
  }

  /**
   * Reads the configuration's files again and has the cameras be as they say. Cameras that they say
   * the same of go on untouched; those of which options alone changed keep their connection, those
   * with another address their viewers. Cameras that the app itself has added are left alone. All
   * or nothing where something in the configuration is wrong.
   *
   * <p>Blocks for as long as reading takes, and two seconds for each camera that is removed and
   * hangs. While another thread reloads, returns at once: that thread then does it once more.
   *
   * @throws IllegalArgumentException when a property cannot be, or when there would be no camera
   *     left of those that there were; the message names it, and no password. The cameras stay as
   *     they were
   * @throws IllegalStateException when the files cannot be read, or only past something that has
   *     changed what was read of them, such as a library that decrypts. The cameras stay as they
   *     were. Also when they are closed
   */
  public void reload() {
    reload(this::read);
  }

  /** The same by what the environment says, which somebody else has brought up to date. */
  void reloadFromEnvironment() {
    reload(() -> configuration.environment().cameras());
  }

  /** What {@link #reload()} would make, to be compared and taken later. */
  Map<String, CameraProperties> read() {
    return configuration.files().cameras();
  }

  /** By what was {@linkplain #read read}. */
  void reload(Map<String, CameraProperties> read) {
    reload(() -> read);
  }

  /** Without a lock: sources are anybody's code, and one that hangs would hang all who reload. */
  private void reload(Supplier<Map<String, CameraProperties>> said) {
    latest = said; // before it is counted, so whoever reloads finds it
    if (asked.getAndIncrement() > 0) {
      return;
    }
    while (true) {
      int seen = asked.get();
      RuntimeException failure = null;
      try {
        apply(wanted(latest.get()));
      } catch (RuntimeException e) {
        failure = e;
      } catch (Error e) {
        asked.set(0);
        throw e;
      }
      if (asked.compareAndSet(seen, 0)) {
        if (failure != null) {
          throw failure;
        }
        return;
      }
    }
  }

  private Map<String, CameraEntry> wanted(Map<String, CameraProperties> configured) {
    Map<String, CameraEntry> wanted = new LinkedHashMap<>();
    configured.forEach((id, camera) -> wanted.put(id, CameraEntry.of(id, camera, beans.get(id))));
    beans.forEach((id, source) -> wanted.computeIfAbsent(id, key -> CameraEntry.of(key, source)));
    return Collections.unmodifiableMap(wanted);
  }

  /** Touches only those that differ. */
  private void apply(Map<String, CameraEntry> wanted) {
    if (closed) {
      throw new IllegalStateException("the cameras are closed");
    }
    Map<String, CameraEntry> now = new LinkedHashMap<>(entries);
    if (wanted.isEmpty() && !now.isEmpty()) {
      // Lest a file that is being written, and still empty, takes all cameras away.
      throw new InvalidPropertyException(
          FramecastProperties.PREFIX + ".cameras", "must have one camera or more");
    }
    for (CameraEntry entry : wanted.values()) {
      if (!now.containsKey(entry.id())
          && cameras.find(entry.id()) != null
          && !relay.has(entry.id())) {
        throw new InvalidPropertyException(
            entry.where(), "camera id \"" + entry.id() + "\": there is one already, of the app's");
      }
    }
    tags = tags(entries, wanted);
    List<String> changes = new ArrayList<>();
    for (CameraEntry old : entries.values()) {
      if (!wanted.containsKey(old.id())) {
        change(changes, "removed " + old.id(), () -> cameras.remove(old.id()));
        now.remove(old.id());
      }
    }
    for (CameraEntry entry : wanted.values()) {
      CameraEntry old = now.get(entry.id());
      if (old == null) {
        if (change(changes, "added " + entry.id(), () -> add(entry))) {
          now.put(entry.id(), entry);
        }
      } else if (!old.isSame(entry)
          && change(changes, "changed " + entry.id(), () -> replace(old, entry))) {
        now.put(entry.id(), entry);
      }
    }
    entries = Collections.unmodifiableMap(now);
    tags = tags(now, wanted);
    if (!changes.isEmpty()) {
      LOG.log(Level.INFO, "the configuration has changed: " + String.join(", ", changes));
    }
  }

  /** One that fails does not keep the others from being made. */
  private static boolean change(List<String> changes, String what, Runnable action) {
    try {
      action.run();
      changes.add(what);
      return true;
    } catch (RuntimeException | LinkageError e) { // such as an id that the app takes meanwhile
      LOG.log(Level.WARNING, "not " + what + ": " + e.getMessage());
      return false;
    }
  }

  private void add(CameraEntry entry) {
    try {
      Camera unused = relay.add(cameras, entry.id(), source(entry), entry.options());
    } catch (IllegalArgumentException e) { // an id that cannot be, or that is taken
      throw new InvalidPropertyException(entry.where(), String.valueOf(e.getMessage()));
    }
  }

  private FrameSource source(CameraEntry entry) {
    return relay.source(entry.id(), entry.source());
  }

  /** Its viewers stay, and where only options differ its connection too. */
  private void replace(CameraEntry old, CameraEntry entry) {
    @Nullable Camera camera = cameras.find(entry.id());
    if (camera == null || relay.has(entry.id())) { // closed by the app
      add(entry);
    } else if (old.hasSameSource(entry)) {
      camera.replaceOptions(entry.options());
    } else {
      camera.replace(source(entry), entry.options());
    }
  }

  /** Closes the cameras, also those that the app has added. Idempotent. */
  @Override
  public void close() {
    closed = true;
    cameras.close();
  }
}
