package dev.framecast.examples.faults;

import static dev.framecast.examples.faults.Plan.failed;
import static dev.framecast.examples.faults.Plan.none;
import static dev.framecast.examples.faults.Plan.stalled;
import static dev.framecast.source.SourceException.Kind.BROKEN;
import static dev.framecast.source.SourceException.Kind.BUSY;
import static dev.framecast.source.SourceException.Kind.UNAUTHORIZED;
import static dev.framecast.source.SourceException.Kind.UNPLUGGED;
import static dev.framecast.source.SourceException.Kind.UNREACHABLE;

import dev.framecast.examples.faults.Plan.Step;
import dev.framecast.examples.faults.Plan.Told;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import dev.framecast.webcam.ScriptedWebcam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A webcam, of which OpenCV's part is played. */
final class WebcamRig implements Rig, ScriptedWebcam.Driver {
  private static final String PICTURES = "a driver hands over whole pictures";
  private static final String OURS = "the session is framecast's own; the driver has no such call";
  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long OPENCV_GIVES_UP_SECONDS = 10;

  private final Path node;
  private final FrameSource source;
  private final AtomicInteger losses = new AtomicInteger();
  private final Gate gate = new Gate();
  private volatile Supplier<byte[]> picture = Pictures::jpeg;
  private volatile long interval = 40;
  private volatile long clockAhead;
  private volatile IOException refusal;
  private volatile RuntimeException failsToOpen;
  private volatile RuntimeException failsToRead;
  private volatile RuntimeException failsToRelease;
  private volatile boolean hangsInOpen;
  private volatile boolean hangsInRead;
  private volatile boolean hangsInRelease;

  WebcamRig(String name) throws IOException {
    node = Files.createTempFile("webcam", "node");
    source = new ScriptedWebcam(name, node, this);
  }

  @Override
  public FrameSource source() {
    return source;
  }

  @Override
  public Plan plan(Fault fault) {
    return switch (fault) {
      case REFUSED -> refused(failed(BUSY, "in use"), "webcam: in use by another program");
      case SILENT ->
          Plan.of(
              () -> hangsInRead = true,
              this::letGo,
              failed(UNREACHABLE, "no picture for 10").within(13));
      case STALL ->
          Plan.of(
              () -> hangsInRead = true,
              this::letGo,
              stalled("the camera stopped sending"),
              failed(UNREACHABLE, "the camera stopped sending: no picture for 6.0 s").within(8));
      case DRIP -> none(PICTURES);
      case RESET ->
          Plan.of(losses::incrementAndGet, () -> {}, failed(UNPLUGGED, "unplugged for a moment"));
      case CLOSED -> none("a webcam does not say goodbye");
      case OFF ->
          Plan.of(
              () -> Files.delete(node),
              () -> Files.createFile(node),
              failed(UNPLUGGED, ": unplugged"),
              failed(UNPLUGGED, "no such camera; is it unplugged?"));
      case WRONG_LOGIN ->
          refused(failed(UNAUTHORIZED, "may not"), "webcam: this user may not open it");
      case CHANGED_LOGIN -> none("who may use a webcam is asked when it is opened: see above");
      case GARBAGE -> pictures(Pictures::garbage, failed(BROKEN, "30 broken pictures in a row"));
      case CUT -> pictures(Pictures::cutJpeg, failed(BROKEN, "30 broken pictures in a row"));
      case EMPTY -> pictures(() -> new byte[0], failed(BROKEN, "30 broken pictures in a row"));
      case ENDLESS_HEADER, ENDLESS_PART -> none(PICTURES);
      case BOUNDARY_WRONG, BOUNDARY_UNNAMED, BOUNDARY_MISSING, BOUNDARY_CHANGING -> none(PICTURES);
      case SIZE -> pictures(Pictures::otherJpeg).showing(Pictures.OTHER_WIDTH);
      case CODEC -> pictures(WebcamRig::yuyv);
      case RATE -> Plan.of(() -> interval = 500, () -> interval = 40);
      case CLOCK_AHEAD -> clock(HOUR_NANOS);
      case CLOCK_BACK -> clock(-HOUR_NANOS);
      case STAMPS_AHEAD, STAMPS_BACK, STAMPS_WRAP -> none("a driver's stamps are its clock's");
      case LOSS -> none("there are no packets");
      case DNS_FAILURE, DNS_CHANGE -> none("there is no name to look up");
      case THROWS_OPEN ->
          Plan.of(
              () -> {
                failsToOpen = onPurpose();
                losses.incrementAndGet();
              },
              () -> failsToOpen = null,
              failed(UNPLUGGED, "unplugged for a moment"),
              failed(BROKEN, "the webcam's reader failed"));
      case THROWS_ADVANCE ->
          Plan.of(
              () -> failsToRead = onPurpose(),
              () -> failsToRead = null,
              failed(BROKEN, "the webcam's reader failed"));
      case THROWS_CLOSE ->
          Plan.of(
              () -> {
                failsToRelease = onPurpose();
                losses.incrementAndGet();
              },
              () -> failsToRelease = null,
              failed(UNPLUGGED, "unplugged for a moment"));
      case HANGS_OPEN ->
          Plan.of(
              () -> {
                hangsInOpen = true;
                losses.incrementAndGet();
              },
              this::letGo,
              failed(UNPLUGGED, "unplugged for a moment"),
              failed(UNREACHABLE, "no picture for 10.0 s").within(13));
      case HANGS_ADVANCE -> none("that is 'silent in the middle'");
      case HANGS_CLOSE ->
          Plan.of(
              () -> {
                hangsInRelease = true;
                losses.incrementAndGet();
              },
              this::letGo,
              stalled("the camera stopped sending"),
              failed(UNREACHABLE, "no picture for 6.0 s").within(9));
      case THROWS_WRITE, THROWS_INFO, THROWS_CANCEL, HANGS_WRITE, HANGS_INFO, HANGS_CANCEL ->
          none(OURS);
    };
  }

  private static RuntimeException onPurpose() {
    return new IllegalStateException("on purpose");
  }

  private Plan refused(Told told, String words) {
    SourceException why = new SourceException(told.kind(), words);
    return Plan.of(() -> refusal = why, () -> refusal = null, told);
  }

  private Plan pictures(Supplier<byte[]> other, Told... told) {
    Step end = () -> picture = Pictures::jpeg;
    return Plan.of(() -> picture = other, end, told);
  }

  private Plan clock(long nanos) {
    return Plan.of(() -> clockAhead = nanos, () -> clockAhead = 0);
  }

  private void letGo() {
    hangsInOpen = false;
    hangsInRead = false;
    hangsInRelease = false;
    gate.open();
  }

  /** Raw pictures from a camera that has promised JPEGs. */
  private static byte[] yuyv() {
    return new byte[2 * ScriptedWebcam.WIDTH * ScriptedWebcam.HEIGHT];
  }

  @Override
  public void open() throws IOException {
    if (hangsInOpen) {
      gate.await(1_000);
    }
    throwIf(failsToOpen);
    IOException why = refusal;
    if (why != null) {
      throw why;
    }
    if (!Files.exists(node)) {
      throw new SourceException(UNPLUGGED, "webcam: no such camera; is it unplugged?");
    }
  }

  @Override
  public byte[] read() {
    gate.pause(interval);
    if (hangsInRead && !gate.await(OPENCV_GIVES_UP_SECONDS)) {
      return null;
    }
    throwIf(failsToRead);
    if (!Files.exists(node)) {
      return null;
    }
    return losses.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? null : picture.get();
  }

  @Override
  public long takenAt() {
    return System.nanoTime() + clockAhead;
  }

  @Override
  public void release() {
    if (hangsInRelease) {
      gate.await(1_000);
    }
    throwIf(failsToRelease);
  }

  private static void throwIf(RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    letGo();
    Files.deleteIfExists(node);
  }
}
