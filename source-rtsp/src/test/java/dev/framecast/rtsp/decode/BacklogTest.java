package dev.framecast.rtsp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.rtsp.demux.Timeline;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final long MS = 1_000_000;

  private final Timeline timeline = new Timeline();
  private final Backlog backlog = new Backlog(timeline, true);

  private void decodingTakes(long millis) {
    for (int i = 0; i < 100; i++) {
      backlog.spent(millis * MS);
    }
  }

  @Test
  void aPictureBehindWhichOthersWaitIsHidden() {
    assertThat(backlog.discards(10 * MS, false, 0)).isFalse();
    assertThat(backlog.hides(0)).isFalse();
    assertThat(backlog.discards(100 * MS, false, MS)).isFalse();
    assertThat(backlog.hides(MS)).isTrue();
  }

  @Test
  void evenWhenAllAreLateSomeAreShown() {
    int shown = 0;
    for (int i = 0; i < 2_000; i += 40) {
      assertThat(backlog.discards(200 * MS, false, i * MS)).isFalse();
      shown += backlog.hides(i * MS) ? 0 : 1;
    }
    assertThat(shown).isBetween(3, 5);
  }

  @Test
  void whatDecodingCannotCatchUpWithIsThrownAwayUpToAKeyFrame() {
    decodingTakes(45);
    assertThat(backlog.discards(340 * MS, false, 0)).isFalse();
    assertThat(backlog.discards(360 * MS, false, MS)).isTrue();
    assertThat(backlog.discards(350 * MS, true, 2 * MS)).as("still too late").isTrue();
    assertThat(backlog.discards(10 * MS, false, 3 * MS)).as("no key frame").isTrue();
    assertThat(backlog.discards(10 * MS, true, 4 * MS)).isFalse();
    assertThat(backlog.wantsThreads()).isTrue();
    assertThat(backlog.wantsThreads()).as("once").isFalse();
  }

  @Test
  void whatDecodingCatchesUpWithIsDecodedButNotShown() {
    decodingTakes(4);
    for (int i = 0; i < 20; i++) {
      assertThat(backlog.discards(900 * MS, false, i * MS)).isFalse();
      assertThat(backlog.hides(i * MS)).isTrue();
    }
  }

  @Test
  void aStreamWithoutKeyFramesIsNotThrownAwayForEver() {
    decodingTakes(45);
    assertThat(backlog.discards(500 * MS, false, 0)).isTrue();
    assertThat(backlog.discards(0, false, 9_000 * MS)).isTrue();
    assertThat(backlog.discards(0, false, 11_000 * MS)).isFalse();
  }

  @Test
  void aRecordingWaits() {
    Backlog recording = new Backlog(timeline, false);
    assertThat(recording.discards(9_000 * MS, false, 0)).isFalse();
    assertThat(recording.isLate()).isFalse();
  }
}
