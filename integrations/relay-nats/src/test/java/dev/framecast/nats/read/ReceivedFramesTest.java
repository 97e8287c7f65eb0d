package dev.framecast.nats.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.Rendition;
import dev.framecast.nats.read.ReceivedFrames.Received;
import dev.framecast.nats.wire.FrameHeader;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceivedFramesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final byte[] BYTES = {1};

  private final ReceivedFrames frames = new ReceivedFrames();

  private boolean picture(String node, long sequence, long now) {
    FrameHeader header =
        new FrameHeader(node, sequence, 0, 1, 0, 0, FrameFormat.JPEG, true, false, 0, 1);
    return frames.add(Rendition.SOURCE, header, BYTES, now);
  }

  private boolean unit(long sequence, long after, byte[] bytes) {
    return frames.add(Rendition.VIDEO, unit(sequence, after), bytes, 0);
  }

  private static FrameHeader unit(long sequence, long after) {
    return new FrameHeader(
        "a", sequence, after, 1, 0, 0, FrameFormat.H264, after == 0, false, 0, 1);
  }

  private boolean again(long sequence, long after, long now) {
    return frames.add(Rendition.VIDEO, unit(sequence, after).again(7), BYTES, now);
  }

  private long takenPicture() {
    Received taken = frames.takePictures().get(Rendition.SOURCE);
    return taken == null ? 0 : taken.header().sequence();
  }

  private long takenUnit() {
    Received taken = frames.takeUnit();
    return taken == null ? 0 : taken.header().sequence();
  }

  @Test
  void theNewestPictureIsTakenOnce() {
    picture("a", 1, 0);
    picture("a", 2, 0);
    assertThat(picture("a", 1, 0)).as("that which came late").isFalse();
    assertThat(takenPicture()).isEqualTo(2);
    assertThat(takenPicture()).isZero();
  }

  @Test
  void ofTwoNodesThatWithTheFirstNameIsFollowed() {
    assertThat(picture("b", 10, 0)).isTrue();
    assertThat(picture("a", 3, 0)).isTrue();
    assertThat(picture("b", 11, 0)).isFalse();
    assertThat(takenPicture()).isEqualTo(3);
  }

  @Test
  void theOtherIsFollowedOnceTheFirstIsSilentForMoreThanASecond() {
    picture("a", 3, 0);
    assertThat(picture("b", 10, 6 * SECOND / 5 - 1)).isFalse();
    assertThat(picture("b", 11, 6 * SECOND / 5)).isTrue();
    assertThat(picture("a", 4, 6 * SECOND / 5)).as("the first is back").isTrue();
  }

  @Test
  void aNodeWithAFrameInTenSecondsIsFollowedForAsLongAsItAnswers() {
    picture("a", 3, 0);
    for (int i = 1; i <= 9; i++) {
      frames.answered("b", i * SECOND);
      frames.answered("a", i * SECOND);
      assertThat(picture("b", 10 + i, i * SECOND + SECOND / 2)).isFalse();
    }
    assertThat(picture("a", 4, 10 * SECOND)).isTrue();
    frames.answered("b", 11 * SECOND);
    assertThat(picture("b", 30, 12 * SECOND)).as("a answers no more").isTrue();
  }

  @Test
  void unitsOfVideoAreTakenInOrderFromAKeyFrameOn() {
    assertThat(unit(5, 4, BYTES)).as("what it builds on was not seen").isFalse();
    unit(6, 0, BYTES);
    unit(7, 6, BYTES);
    assertThat(takenUnit()).isEqualTo(6);
    assertThat(takenUnit()).isEqualTo(7);
    assertThat(takenUnit()).isZero();
  }

  @Test
  void afterAUnitThatWasLostNothingIsTakenUntilAKeyFrame() {
    unit(1, 0, BYTES);
    assertThat(unit(3, 2, BYTES)).isFalse();
    assertThat(unit(4, 3, BYTES)).isFalse();
    assertThat(unit(9, 0, BYTES)).isTrue();
    assertThat(takenUnit()).isEqualTo(1);
    assertThat(takenUnit()).isEqualTo(9);
  }

  @Test
  void aGroupThatIsSentAgainIsSeenOnce() {
    unit(1, 0, BYTES);
    unit(2, 1, BYTES);
    assertThat(unit(1, 0, BYTES)).isFalse();
    assertThat(unit(2, 1, BYTES)).isFalse();
    assertThat(unit(3, 2, BYTES)).isTrue();
  }

  @Test
  void whatWasLostIsAskedForAndWhatFollowsIsTakenWhenItIsSentAgain() {
    unit(1, 0, BYTES);
    unit(2, 1, BYTES);
    assertThat(frames.losses()).isZero();
    assertThat(unit(4, 3, BYTES)).isFalse();
    assertThat(unit(5, 4, BYTES)).isFalse();
    assertThat(frames.losses()).isEqualTo(1);
    assertThat(again(1, 0, 1)).as("was seen").isFalse();
    assertThat(again(2, 1, 1)).as("was seen").isFalse();
    for (int i = 3; i <= 5; i++) {
      assertThat(again(i, i - 1, 1)).isTrue();
    }
    assertThat(unit(6, 5, BYTES)).as("goes on").isTrue();
    for (int i = 1; i <= 6; i++) {
      assertThat(takenUnit()).isEqualTo(i);
    }
  }

  @Test
  void behindATimeOfStillnessAllThatIsSentAgainIsTaken() {
    unit(1, 0, BYTES);
    unit(2, 1, BYTES);
    assertThat(again(1, 0, SECOND)).as("no slate yet").isFalse();
    assertThat(again(1, 0, 2 * SECOND)).isTrue();
    assertThat(again(2, 1, 2 * SECOND)).isTrue();
    assertThat(again(3, 2, 2 * SECOND)).isTrue();
    assertThat(again(1, 0, 2 * SECOND)).as("once").isFalse();
  }

  @Test
  void whatWasHeldUpUntilTheCameraShowsASlateIsAskedForFromAKeyFrameOn() {
    unit(1, 0, BYTES);
    unit(2, 1, BYTES);
    assertThat(frames.add(Rendition.VIDEO, unit(3, 2), BYTES, SECOND)).as("no slate yet").isTrue();
    assertThat(frames.add(Rendition.VIDEO, unit(4, 3), BYTES, 3 * SECOND)).isFalse();
    assertThat(frames.losses()).isEqualTo(1);
    for (int i = 1; i <= 4; i++) {
      assertThat(again(i, i - 1, 3 * SECOND)).isTrue();
    }
    assertThat(frames.add(Rendition.VIDEO, unit(5, 4), BYTES, 3 * SECOND)).isTrue();
  }

  @Test
  void videoOfFewFramesIsNotTakenForHeldUp() {
    for (long i = 1; i <= 9; i++) {
      FrameHeader unit =
          new FrameHeader(
              "a", i, i - 1, 1, i * 2_000_000L, 0, FrameFormat.H264, i == 1, false, 0, 1);
      assertThat(frames.add(Rendition.VIDEO, unit, BYTES, 2 * i * SECOND)).as("unit " + i).isTrue();
    }
  }

  @Test
  void whatDoesNotComeIsAskedForAgainEachSecond() {
    unit(1, 0, BYTES);
    for (int i = 0; i <= 30; i++) {
      boolean unused = frames.add(Rendition.VIDEO, unit(10 + i, 9 + i), BYTES, i * SECOND / 10);
    }
    assertThat(frames.losses()).isEqualTo(4);
  }

  @Test
  void whoHasHadNothingYetDoesNotAskAtOnce() {
    assertThat(unit(5, 4, BYTES)).isFalse();
    assertThat(frames.losses()).isZero();
    frames.add(Rendition.VIDEO, unit(6, 5), BYTES, SECOND);
    assertThat(frames.losses()).isEqualTo(1);
  }

  @Test
  void ofACameraThatWasRemovedAndAddedAgainSequencesBeginAnew() {
    picture("a", 100, 0);
    unit(100, 0, BYTES);
    assertThat(takenPicture() + takenUnit()).isEqualTo(200);
    FrameHeader picture = new FrameHeader("a", 1, 0, 77, 0, 0, FrameFormat.JPEG, true, false, 0, 1);
    assertThat(frames.add(Rendition.SOURCE, picture, BYTES, 1)).isTrue();
    assertThat(frames.add(Rendition.SOURCE, picture, BYTES, 1)).as("once").isFalse();
    FrameHeader key = new FrameHeader("a", 3, 0, 77, 0, 0, FrameFormat.H264, true, false, 0, 1);
    FrameHeader next = new FrameHeader("a", 4, 3, 77, 0, 0, FrameFormat.H264, false, false, 0, 1);
    assertThat(frames.add(Rendition.VIDEO, next, BYTES, 1)).as("builds on others").isFalse();
    assertThat(frames.add(Rendition.VIDEO, key, BYTES, 1)).isTrue();
    assertThat(frames.add(Rendition.VIDEO, next, BYTES, 1)).isTrue();
    assertThat(frames.add(Rendition.VIDEO, key, BYTES, 1)).as("once").isFalse();
  }

  @Test
  void videoThatNobodyTakesIsBounded() {
    byte[] large = new byte[1024 * 1024];
    unit(1, 0, large);
    for (int i = 2; i < 200; i++) {
      boolean unused = unit(i, i - 1, large);
    }
    int kept = 0;
    while (takenUnit() != 0) {
      kept++;
    }
    assertThat(kept).isEqualTo(32);
    assertThat(unit(500, 0, large)).as("the next key frame").isTrue();
  }

  @Test
  void whatComesAtRandomRisesAndFollows() {
    Random random = new Random(5);
    long last = 0;
    for (int i = 0; i < 20_000; i++) {
      long sequence = 1L + i / 10 + random.nextInt(5);
      boolean unused =
          unit(sequence, random.nextInt(4) == 0 ? 0 : sequence - random.nextInt(3), BYTES);
      Received taken = random.nextBoolean() ? frames.takeUnit() : null;
      if (taken != null) {
        assertThat(taken.header().sequence()).isGreaterThan(last);
        assertThat(taken.header().key() || taken.header().after() == last).isTrue();
        last = taken.header().sequence();
      }
    }
    assertThat(last).isPositive();
  }
}
