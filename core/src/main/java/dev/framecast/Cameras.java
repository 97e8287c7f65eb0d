package dev.framecast;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraGroup;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraOptions;
import dev.framecast.capture.CameraEvents;
import dev.framecast.capture.CaptureThreads;
import dev.framecast.capture.SupervisedCamera;
import dev.framecast.frame.Registration;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cameras of an app: what sinks are given to serve.
 *
 * <pre>{@code
 * try (Cameras cameras = new Cameras()) {
 *   cameras.add("door", "rtsp://192.168.0.10/stream1");
 *   MjpegServer.start(cameras, 8080).awaitClose();
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread; only {@link #remove} and {@link #close} may block,
 * for as long as capture threads take to end (100 ms by rule, two seconds at most).
 */
public final class Cameras implements CameraGroup, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Cameras.class.getName());
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final ReentrantLock lock = new ReentrantLock();
  private final CaptureThreads threads = new CaptureThreads();
  private final CameraEvents events = new CameraEvents(threads);

  /**
   * Replaced as a whole, under the lock; read without it. In the order in which cameras were added.
   */
  private volatile Map<String, SupervisedCamera> cameras = Map.of();

  private boolean closed;

  /** No cameras yet, and no thread until one is watched. */
  public Cameras() {}

  /**
   * Adds a camera with the default options.
   *
   * @param id as in {@link #add(String, FrameSource, CameraOptions)}
   * @param source gives its pictures; opened anew for each connection
   * @return the camera, not connected: nobody watches it yet
   */
  public Camera add(String id, FrameSource source) {
    return add(id, source, CameraOptions.DEFAULT);
  }

  /**
   * Adds a camera. It connects when it is first watched, or now if it is {@link
   * CameraOptions#alwaysOn()}.
   *
   * <p>Asks the source for its description and kind, on the caller's thread.
   *
   * @param id its name in URLs: 1 to 64 letters, digits, dots, underscores and hyphens, beginning
   *     with a letter or digit
   * @param source gives its pictures; opened anew for each connection
   * @param options how it is looked after
   * @return the camera, which is open until it is removed or closed
   * @throws IllegalArgumentException when the id is malformed or taken
   * @throws IllegalStateException when this registry is closed
   */
  public Camera add(String id, FrameSource source, CameraOptions options) {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "camera id \""
              + id
              + "\": must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit");
    }
    SupervisedCamera camera =
        new SupervisedCamera(id, source, options, threads, events, this::remove);
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "camera \"" + id + "\" cannot be added: the cameras are closed");
      }
      Map<String, SupervisedCamera> changed = new LinkedHashMap<>(cameras);
      if (changed.putIfAbsent(id, camera) != null) {
        throw new IllegalArgumentException("camera id \"" + id + "\": there is one already");
      }
      cameras = Collections.unmodifiableMap(changed);
      events.added(camera); // under the lock, so that nobody hears of its removal before
    } finally {
      lock.unlock();
    }
    try {
      camera.start();
    } catch (RuntimeException | Error e) { // no more threads
      boolean unused = remove(camera);
      throw e;
    }
    return camera;
  }

  /**
   * Adds a camera by its address, such as {@code rtsp://192.168.0.10/stream1} or {@code
   * webcam:0#fps=15}, with the default options.
   *
   * @param id as in {@link #add(String, FrameSource, CameraOptions)}
   * @param address as {@link FrameSources#of} takes it; may hold credentials
   * @return the camera, not connected: nobody watches it yet
   * @throws IllegalArgumentException also when {@link FrameSources#of} finds no source for it
   */
  public Camera add(String id, String address) {
    return add(id, FrameSources.of(address));
  }

  /**
   * Adds a camera by its {@linkplain #add(String, String) address}.
   *
   * @param id as in {@link #add(String, FrameSource, CameraOptions)}
   * @param address as {@link FrameSources#of} takes it; may hold credentials
   * @param options how it is looked after
   * @return the camera, which is open until it is removed or closed
   */
  public Camera add(String id, String address, CameraOptions options) {
    return add(id, FrameSources.of(address), options);
  }

  @Override
  public @Nullable Camera find(String id) {
    return cameras.get(Objects.requireNonNull(id, "id"));
  }

  /** All cameras, in the order in which they were added. */
  @Override
  public List<Camera> all() {
    return List.copyOf(cameras.values());
  }

  /**
   * Closes a camera and forgets it, as {@link Camera#close()} does.
   *
   * @param id which one
   * @return whether there was one
   */
  public boolean remove(String id) {
    SupervisedCamera camera = cameras.get(Objects.requireNonNull(id, "id"));
    return camera != null && remove(camera);
  }

  private boolean remove(SupervisedCamera camera) {
    boolean known = forget(camera);
    camera.shutDown();
    if (known) {
      events.removed(camera);
    }
    camera.awaitEnd(threads.closeDeadline());
    return known;
  }

  private boolean forget(SupervisedCamera camera) {
    lock.lock();
    try {
      Map<String, SupervisedCamera> changed = new LinkedHashMap<>(cameras);
      boolean known = changed.remove(camera.id(), camera);
      cameras = Collections.unmodifiableMap(changed);
      return known;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has a listener hear what happens to all cameras from here on, also to those that are added
   * later, until the registration is closed.
   *
   * @param listener told of events from now on, not of cameras that are there already
   * @param executor runs the listener: see {@link CameraListener}
   * @return ends it when closed
   */
  public Registration addListener(CameraListener listener, Executor executor) {
    return events.add(listener, executor);
  }

  /** Closes all cameras. Idempotent. */
  @Override
  public void close() {
    Map<String, SupervisedCamera> all;
    lock.lock();
    try {
      closed = true;
      all = cameras;
      cameras = Map.of();
    } finally {
      lock.unlock();
    }
    // First tell all, then wait for all: sixteen hung cameras take as long as one.
    all.values().forEach(Cameras::shutDown);
    all.values().forEach(events::removed);
    long deadline = threads.closeDeadline();
    all.values().forEach(camera -> camera.awaitEnd(deadline));
    threads.close();
  }

  /** One that cannot be told keeps nobody from the others. */
  private static void shutDown(SupervisedCamera camera) {
    try {
      camera.shutDown();
    } catch (RuntimeException | Error e) { // no more threads
      LOG.log(Level.WARNING, "camera " + camera.id() + " was closed without its last slate", e);
    }
  }
}
