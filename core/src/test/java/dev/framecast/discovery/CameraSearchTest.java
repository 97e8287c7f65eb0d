package dev.framecast.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CameraSearchTest {
  private static final FoundCamera DOOR =
      new FoundCamera("127.0.0.2", "Door", List.of(), "", false, "");

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<FoundCamera>> ends = new SynchronousQueue<>();
  private final CameraSearch search = new CameraSearch(this::find, now::get);

  private List<FoundCamera> find(Set<InetAddress> refused)
      throws IOException, InterruptedException {
    begun.add("one");
    List<FoundCamera> found = ends.take();
    if (found.isEmpty()) {
      throw new IOException("no interface for rtsp://a:secret@h/");
    }
    return found;
  }

  @AfterEach
  void end() {
    search.close();
  }

  private CameraSearch.State ended() {
    CameraSearch.State state;
    do {
      Thread.onSpinWait();
      state = search.state();
    } while (state.searching());
    return state;
  }

  @Test
  void nothingIsLookedForUntilSomebodyAsks() {
    assertThat(search.state()).isEqualTo(new CameraSearch.State(List.of(), false, -1, ""));
    assertThat(begun).isEmpty();
  }

  @Test
  void oneSearchRunsWhoeverAsksAndTheNextBeginsTenSecondsAfterIt() throws Exception {
    search.begin();
    search.begin();
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
    assertThat(search.state().searching()).isTrue();

    ends.put(List.of(DOOR));

    assertThat(ended().cameras()).containsExactly(DOOR);
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(9_999));
    search.begin();
    assertThat(search.state()).isEqualTo(new CameraSearch.State(List.of(DOOR), false, 9_999, ""));
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    search.begin();
    assertThat(search.state().searching()).isTrue();
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
    assertThat(begun).isEmpty();
  }

  @Test
  void aSearchThatFailsLeavesWhatWasFoundAndSaysWhy() throws Exception {
    search.begin();
    ends.put(List.of(DOOR));
    assertThat(ended().problem()).isEmpty();
    now.addAndGet(TimeUnit.SECONDS.toNanos(10));

    search.begin();
    ends.put(List.of());

    assertThat(ended().cameras()).containsExactly(DOOR);
    assertThat(ended().problem()).startsWith("no interface for").doesNotContain("secret");
  }

  @Test
  void closingEndsWhatRunsAndBeginsNoMore() {
    search.begin();

    search.close();

    assertThat(ended().problem()).isEqualTo("was ended");
    now.addAndGet(TimeUnit.SECONDS.toNanos(60));
    search.begin();
    assertThat(search.state().searching()).isFalse();
  }
}
