package dev.framecast.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.VideoFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ticks are 90 a millisecond. */
class Mp4TimelineTest {
  private static final long FIRST = 1_700_000_000_000_000L;
  private static final long DELAY = 18_000;
  private static final VideoFormat FORMAT =
      new VideoFormat(FrameFormat.H264, "avc1.4d401f", 64, 48, ByteBuffer.allocate(0), false);

  private final Mp4Timeline timeline = new Mp4Timeline();
  private final List<Long> decoded = new ArrayList<>();
  private final List<Long> shown = new ArrayList<>();

  private void next(long millis, boolean reordered, int epoch) {
    long micros = FIRST + 1_000 * millis;
    timeline.next(new Timed(micros, epoch), reordered);
    decoded.add(timeline.decodingTicks());
    shown.add(timeline.decodingTicks() + timeline.shownAfterTicks());
  }

  private static List<Long> ticks(long... millis) {
    List<Long> ticks = new ArrayList<>();
    for (long each : millis) {
      ticks.add(90 * each);
    }
    return ticks;
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 15, 20, 25, 30, 60})
  void picturesWithBFramesAreShownWhenTheyAreToBeAtEachRate(int fps) {
    int[] order = {0, 3, 1, 2};
    List<Long> right = new ArrayList<>();
    for (int picture = 0; picture < 2_000; picture++) {
      int number = picture == 0 ? 0 : (picture - 1) / 3 * 3 + order[(picture - 1) % 3 + 1];
      long millis = 1_000L * number / fps;
      next(millis, true, 1);
      right.add(90 * millis + DELAY);
    }
    assertThat(shown).isEqualTo(right);
    for (int i = 1; i < decoded.size(); i++) {
      assertThat(decoded.get(i)).isGreaterThan(decoded.get(i - 1));
      if (fps >= 15) {
        assertThat(decoded.get(i)).as("decoded in time").isLessThanOrEqualTo(shown.get(i));
      }
    }
  }

  @Test
  void whatIsFoundNotToBeReorderedAfterAllIsShownBehindWhatWasBefore() {
    for (int i = 0; i < 20; i++) {
      next(40L * i, i < 10, 1);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(shown.get(i)).isEqualTo(3_600L * i + DELAY);
      assertThat(decoded.get(i)).isEqualTo(3_600L * i);
    }
  }

  @Test
  void whatComesByAnotherConnectionComesRightBehindThoughItsClockIsBehind() {
    next(0, false, 1);
    next(40, false, 1);
    next(80, false, 1);
    next(0, false, 2);
    next(40, false, 2);
    assertThat(shown).isEqualTo(ticks(0, 40, 80, 120, 160));
  }

  @Test
  void aClockThatIsSetBackByASecondCostsNoPictureItsTime() {
    next(5_000, false, 1);
    next(5_040, false, 1);
    next(4_040, false, 1);
    next(4_080, false, 1);
    assertThat(shown).isEqualTo(ticks(0, 40, 80, 120));
  }

  @Test
  void aTimeWithoutPicturesIsKeptIfItIsShortAndElseLeftOut() {
    next(0, false, 1);
    next(40, false, 1);
    next(9_000, false, 1);
    next(9_040, false, 1);
    next(20_000, false, 1);
    assertThat(decoded).isEqualTo(ticks(0, 40, 9_000, 9_040, 9_080));
    assertThat(shown).isEqualTo(decoded);
  }

  @Test
  void samplesOfOneTimeAreDecodedOneAfterTheOther() {
    for (int i = 0; i < 10; i++) {
      next(0, false, 1);
    }
    assertThat(decoded).isSorted().doesNotHaveDuplicates();
  }

  /** A frame with nothing but a time. */
  private record Timed(long presentedMicros, int epoch) implements Frame {
    @Override
    public long sequence() {
      return 1;
    }

    @Override
    public long capturedNanos() {
      return 0;
    }

    @Override
    public long capturedMicros() {
      return presentedMicros;
    }

    @Override
    public int width() {
      return FORMAT.width();
    }

    @Override
    public int height() {
      return FORMAT.height();
    }

    @Override
    public boolean live() {
      return true;
    }

    @Override
    public FrameFormat format() {
      return FORMAT.format();
    }

    @Override
    public VideoFormat video() {
      return FORMAT;
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public ByteBuffer bytes() {
      return ByteBuffer.allocate(0);
    }

    @Override
    public void close() {}
  }
}
