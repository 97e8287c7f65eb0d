package dev.framecast.examples.soak;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A source as people write them, in which everything can go wrong. */
final class OwnSource implements FrameSource {
  private final FaultSwitch faults;
  private final Jpegs jpegs;

  OwnSource(FaultSwitch faults, Jpegs jpegs) {
    this.faults = faults;
    this.jpegs = jpegs;
  }

  @Override
  public FrameSession open() throws IOException {
    switch (faults.fault()) {
      case REFUSE -> throw new SourceException(SourceException.Kind.UNREACHABLE, "refused");
      case LOGIN -> throw new SourceException(SourceException.Kind.UNAUTHORIZED, "no password");
      case RESET -> throw new AssertionError("open fails on purpose");
      default -> {
        return new Session();
      }
    }
  }

  private final class Session implements FrameSession {
    private int number;
    private volatile boolean cancelled;

    @Override
    public boolean advance() throws IOException {
      try {
        faults.pause(150, Fault.STALL);
      } catch (InterruptedException e) {
        return false;
      }
      number++;
      switch (faults.fault()) {
        case HANG -> faults.hangWhile(Fault.HANG);
        case THROW -> throw new IllegalStateException("advance fails on purpose");
        case REFUSE, LOGIN, RESET -> throw new IOException("the connection is lost on purpose");
        default -> {}
      }
      return !cancelled;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) {
      Fault fault = faults.fault();
      byte[] jpeg = jpegs.get(fault == Fault.RESIZE ? number / 8 : 1, number);
      switch (fault) {
        case BROKEN -> slot.put(new byte[1_000], 0, 1_000);
        case CUT -> slot.put(jpeg, 0, jpeg.length / 2);
        case GARBAGE -> throw new StackOverflowError("on purpose");
        default -> slot.passThrough(ByteBuffer.wrap(jpeg));
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void close() {
      faults.hangWhile(Fault.HANG);
    }
  }
}
