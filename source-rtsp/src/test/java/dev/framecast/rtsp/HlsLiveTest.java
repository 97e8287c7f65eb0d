package dev.framecast.rtsp;

import static dev.framecast.rtsp.HlsTest.playlist;
import static dev.framecast.rtsp.HlsTest.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What may come of a playlist while it is read: it stops, ends, changes, and its segments are not
 * there.
 */
@Timeout(60)
class HlsLiveTest extends HlsFixture {
  @Test
  void aLivePlaylistThatHasStoppedIsNotShownAgain() throws Exception {
    AtomicInteger count = new AtomicInteger(4);
    FrameSource source = changing(asked -> playlist(0, count.get()));
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
    }
    long shown = System.nanoTime();
    try (FrameSession session = source.open()) { // at once: the next segment is yet to come
      assertThat(session.advance()).isTrue();
    }
    Shots.await(() -> System.nanoTime() - shown > 3_500_000_000L);
    SourceException error = Shots.failure(source);
    assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(error).hasMessageContaining("no new segment for ");
    count.set(5);
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
    }
  }

  @Test
  void oneThatHasVariantsByNowIsRefusedSoThatItIsOpenedAnew() {
    String variants = "#EXT-X-STREAM-INF:BANDWIDTH=1\nx.m3u8\n";
    SourceException error =
        Shots.failure(
            changing(
                asked ->
                    asked == 0
                        ? playlist(0, 4)
                        : playlist(0, 5).replace("#EXT-X-VERSION:3\n", variants)));
    assertThat(error.kind()).isEqualTo(Kind.BROKEN);
    assertThat(error).hasMessageContaining("variants");
    assertThat(server.requests()).doesNotContain("/x.m3u8");
  }

  @ParameterizedTest
  @CsvSource({"1, 6000", "0, 3000"})
  void oneThatDoesNotGrowForAWhileIsWaitedFor(int target, long millis) throws Exception {
    AtomicLong begun = new AtomicLong();
    FrameSource source =
        changing(
            asked -> {
              begun.compareAndSet(0, System.nanoTime());
              boolean stalls = System.nanoTime() - begun.get() < millis * 1_000_000;
              String text = stalls ? playlist(0, 4) : playlist(0, 8, END);
              return text.replace("DURATION:1", "DURATION:" + target);
            });
    assertThat(shown(source)).isBetween(30, 70);
    assertThat(server.requests()).contains("/7.ts");
    int asked = Collections.frequency(server.requests(), "/live.m3u8");
    assertThat(asked).isLessThan((int) (millis / 250) + 3);
  }

  @Test
  void oneThatCannotBeHadAnyMoreEndsTheSessionWithTheReason() throws Exception {
    FrameSource source = changing(asked -> playlist(0, 4));
    try (FrameSession session = source.open()) {
      assertThat(session.advance()).isTrue();
      server.on("/live.m3u8", exchange -> exchange.sendResponseHeaders(503, -1));
      assertThatThrownBy(() -> Shots.drain(session)).hasMessageContaining("busy (503)");
    }
  }

  @Test
  void segmentsThatAreAllRefusedAreToldSoAtOnce() {
    for (int i = 0; i < 8; i++) {
      server.on("/" + i + ".ts", exchange -> exchange.sendResponseHeaders(403, -1));
    }
    long before = System.nanoTime();
    for (String end : List.of("", END)) {
      SourceException error = Shots.failure(film(playlist(0, 8, end)));
      assertThat(error.kind()).isEqualTo(Kind.UNAUTHORIZED);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void aSegmentThatIsNotThereYetIsNotAskedForAllTheTime() throws Exception {
    byte[] first = segment(0);
    byte[] more = empty(10_000);
    byte[] large = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, large, first.length, more.length);
    server.on("/0.ts", large);
    server.on("/1.ts", exchange -> exchange.sendResponseHeaders(404, -1));
    assertThat(shown(film(playlist(0, 3, END)))).isBetween(8, 20);
    assertThat(Collections.frequency(server.requests(), "/1.ts")).isBetween(1, 3);
  }
}
