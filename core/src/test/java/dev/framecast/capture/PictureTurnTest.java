package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Rotation;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import dev.framecast.source.SessionInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a session is asked for, so that a turned picture has the width that is wanted. */
class PictureTurnTest {
  private static final CameraOptions RIGHT = CameraOptions.builder().rotate(Rotation.RIGHT).build();
  private static final Map<Rendition, Double> OUTER = Map.of(Rendition.jpeg(288, 0), 0.0);

  private final PictureTurn turn = new PictureTurn();

  private static SessionInfo size(int width, int height) {
    return SessionInfo.builder().size(width, height).build();
  }

  private void assertAsks(int width) {
    assertThat(turn.inner(Rendition.jpeg(288, 0))).isEqualTo(Rendition.jpeg(width, 0));
    assertThat(turn.inner(OUTER)).isEqualTo(Map.of(Rendition.jpeg(width, 0), 0.0));
    assertThat(turn.inner(OUTER)).as("the same while nothing changes").isSameAs(turn.inner(OUTER));
  }

  @Test
  void ofAStreamOfAnotherShapeIsAskedByThatShapeButTheStreamIsChosenByTheLargestOne() {
    turn.heed(RIGHT, false);
    turn.knows(size(1920, 1080));
    assertAsks(512);
    turn.came(704, 576);
    assertAsks(352);
    turn.knows(size(1920, 1080)); // as a source of two streams says at all times
    assertAsks(352);
    assertThat(turn.innerOfAll(288)).isEqualTo(512);
    turn.came(1920, 1080);
    assertAsks(512);
  }

  @Test
  void roundingOfScaledPicturesChangesNothing() {
    turn.heed(RIGHT, false);
    turn.came(1023, 577);
    Map<Rendition, Double> asked = turn.inner(OUTER);
    turn.came(341, 192);
    turn.came(97, 55);
    assertThat(turn.inner(OUTER)).isSameAs(asked);
    turn.knows(size(1023, 577));
    turn.came(97, 55);
    assertThat(turn.inner(OUTER)).isEqualTo(asked);
  }

  @Test
  void aSideOfNoneIsNoShape() {
    turn.heed(RIGHT, false);
    turn.came(0, 0);
    turn.came(100, 0);
    turn.saw(0, 100);
    assertAsks(512);
    assertThat(turn.innerOfAll(0)).isZero();
  }

  @Test
  void ofASessionWhosePicturesComeTurnedNothingElseIsAsked() {
    turn.heed(RIGHT.toBuilder().crop(Crop.of("0,0,50,50")).build(), true);
    turn.knows(size(1080, 1920));
    assertThat(turn.isAny()).isFalse();
    assertThat(turn.inner(OUTER)).isSameAs(OUTER);
    FrameSlot slot = new FrameSlot();
    turn.wish(slot);
    assertThat(slot.turn()).isEqualTo(Turn.NONE);
    assertThat(slot.crop().isWhole()).isTrue();
  }
}
