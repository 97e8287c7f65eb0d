package dev.framecast.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CropTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,0,100,100 | 0, 0, 640, 360",
        "25,0,50,100 | 160, 0, 320, 360",
        "50,50,50,50 | 320, 180, 320, 180",
        "33.4,0,10.25,1 | 212, 0, 67, 4",
        "99.9,99.9,0.1,0.1 | 638, 358, 2, 2"
      })
  void percentAreOfAnySize(String text, String pixels) {
    Crop.Part part = Crop.of(text).in(640, 360);
    assertThat(part.x() + ", " + part.y() + ", " + part.width() + ", " + part.height())
        .isEqualTo(pixels);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "0,0,100",
        "0,0,0,100",
        "60,0,50,100",
        "0,1,100,100",
        "-1,0,50,50",
        "0;0;50;50",
        "0,0,50%,50%",
        "0,0,1e9,1"
      })
  void whatIsNoPartIsToldWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> Crop.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "crop: must be LEFT,TOP,WIDTH,HEIGHT in percent of the picture, inside of it, such as"
                + " 25,0,50,100");
  }

  @ParameterizedTest
  @EnumSource
  void aPartOfTheTurnedPictureIsFoundInThePictureBefore(Turn turn) {
    Crop upperLeft = new Crop(0, 0, 0.5, 0.25);
    Crop before = upperLeft.before(turn);
    assertThat(before.width()).isEqualTo(turn.transposes() ? 0.25 : 0.5);
    boolean right = turn.transposes() ? turn.mirrorsDown() : turn.mirrorsAcross();
    assertThat(before.left()).isEqualTo(right ? 1 - before.width() : 0);
  }

  @Test
  void onePixelIsLeftOfTheSmallestPictures() {
    assertThat(Crop.of("50,50,1,1").in(1, 1)).isEqualTo(new Crop.Part(0, 0, 1, 1));
  }
}
