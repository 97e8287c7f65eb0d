package dev.framecast.examples.soak;

import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One camera outside of the library: the source that reads it, and the switch of its faults. */
final class Equipment implements AutoCloseable {
  final FaultSwitch faults = new FaultSwitch();
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final List<TestCamera> rtsp = new ArrayList<>();
  private FrameSource source = Equipment::refuse;

  private static FrameSession refuse() throws IOException {
    throw new SourceException(SourceException.Kind.UNREACHABLE, "nothing is there");
  }

  FrameSource source() {
    return source;
  }

  Equipment source(FrameSource value) {
    source = value;
    return this;
  }

  <T extends AutoCloseable> T part(T value) {
    parts.add(value);
    return value;
  }

  TestCamera rtsp(TestCamera camera) {
    rtsp.add(camera);
    return part(camera);
  }

  /** Has it do that from now on. */
  void set(Fault fault) {
    faults.set(fault);
    for (TestCamera camera : rtsp) {
      try {
        set(camera, fault);
      } catch (IOException e) {
        // Of a connection that is over already.
      }
    }
  }

  private static void set(TestCamera camera, Fault fault) throws IOException {
    switch (fault) {
      case STALL, HANG, DRIP -> camera.stall();
      case THROW, REFUSE -> camera.drop();
      case RESET, LOGIN -> camera.reset();
      case BROKEN, CUT, GARBAGE -> camera.sendGarbage();
      default -> camera.resume();
    }
  }

  @Override
  public void close() {
    set(Fault.NONE);
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("a camera cannot be closed", e);
      }
    }
  }
}
