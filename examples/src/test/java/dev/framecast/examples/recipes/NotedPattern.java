package dev.framecast.examples.recipes;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A test pattern of which is known when each picture was taken. For one session. */
final class NotedPattern implements FrameSource {
  private final TestPatternSource pattern;
  private final Map<Integer, Long> taken = new ConcurrentHashMap<>();

  NotedPattern(double fps) {
    pattern = TestPatternSource.of(320, 180, fps);
  }

  /** When that picture was taken, by the wall clock. */
  long takenMillis(int number) {
    return taken.get(number);
  }

  @Override
  public FrameSession open() {
    FrameSession session = pattern.open();
    return new FrameSession() {
      private int number;

      @Override
      public boolean advance() throws IOException {
        boolean there = session.advance();
        taken.put(number++, System.currentTimeMillis());
        return there;
      }

      @Override
      public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
        session.writeJpeg(rendition, slot);
      }

      @Override
      public void cancel() {
        session.cancel();
      }

      @Override
      public void close() {
        session.close();
      }
    };
  }
}
