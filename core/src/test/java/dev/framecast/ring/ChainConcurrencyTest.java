package dev.framecast.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameReader;
import dev.framecast.frame.FrameSlot;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers of all kinds while one writer writes as fast as it can. */
@Timeout(60)
class ChainConcurrencyTest {
  private static final int UNITS = 60_000;
  private static final long LAST = 2 * UNITS;
  private static final ChainBounds SMALL =
      new ChainBounds(60_000, 20_000_000, 2_000_000, 1_000_000);

  private final FrameChain chain = new FrameChain(SMALL, System::nanoTime);

  @Test
  void readersSeeWholeUnitsInTheirOrderEachWithWhatItBuildsOn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<CompletableFuture<Integer>> readers = new ArrayList<>();
      for (int held : new int[] {1, 3, 20}) {
        readers.add(CompletableFuture.supplyAsync(() -> read(held), threads));
      }
      write();
      for (CompletableFuture<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void write() {
    Random random = new Random(1);
    long before = 0;
    for (int i = 1; i <= UNITS; i++) {
      long sequence = 2L * i - i % 2; // gaps of one and of three
      FrameSlot slot = chain.claim();
      boolean isSlate = random.nextInt(300) == 0;
      boolean isKey = isSlate || i == UNITS || random.nextInt(30) == 0;
      int longs = 4 + random.nextInt(isKey ? 1_000 : 100);
      ByteBuffer bytes = slot.reserve(longs * Long.BYTES);
      for (int k = 0; k < longs; k++) {
        bytes.putLong(sequence);
      }
      if (!isSlate) {
        slot.video(Chains.VIDEO, isKey);
      }
      slot.presentedAt(before);
      chain.publishSilently(sequence, longs, 1, !isSlate, 0);
      chain.wakeReaders();
      before = sequence;
    }
  }

  /** Holds as many frames as that, and checks each when it is given and before it is let go. */
  private int read(int most) {
    ArrayDeque<Frame> held = new ArrayDeque<>();
    int seen = 0;
    long last = 0;
    boolean lastIsLive = false;
    try (FrameReader frames = new FrameReader(chain, 0)) {
      while (last < LAST) {
        Frame frame = frames.next(Await.LONG);
        if (frame == null) {
          throw new AssertionError("nothing came after " + last);
        }
        check(frame);
        assertThat(frame.sequence()).isGreaterThan(last);
        if (!frame.isKey()) {
          assertThat(frame.presentedMicros()).as("what it builds on").isEqualTo(last);
          assertThat(lastIsLive).isTrue();
        }
        last = frame.sequence();
        lastIsLive = frame.live();
        seen++;
        held.add(frame);
        if (held.size() > most) {
          close(held.remove());
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    held.forEach(ChainConcurrencyTest::close);
    return seen;
  }

  private static void close(Frame frame) {
    check(frame);
    frame.close();
  }

  private static void check(Frame frame) {
    ByteBuffer bytes = frame.bytes();
    assertThat(bytes.remaining()).isEqualTo(frame.width() * Long.BYTES);
    while (bytes.hasRemaining()) {
      if (bytes.getLong() != frame.sequence()) {
        throw new AssertionError("another unit's bytes in " + frame.sequence());
      }
    }
  }
}
