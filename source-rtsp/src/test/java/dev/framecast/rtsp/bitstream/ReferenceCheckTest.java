package dev.framecast.rtsp.bitstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.rtsp.testcamera.AccessUnits;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceCheckTest {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  @Test
  void aWholeH264StreamLacksNothing() {
    List<byte[]> pictures = h264();
    assertThat(incomplete(ReferenceCheck.h264(NOTHING), pictures)).isEmpty();
  }

  @Test
  void aPictureThatIsMissingFromH264IsMissedByTheNext() {
    List<byte[]> pictures = new ArrayList<>(h264());
    pictures.remove(7);
    assertThat(incomplete(ReferenceCheck.h264(NOTHING), pictures)).containsExactly(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"low-delay.h265", "b-frames.h265"})
  void aWholeH265StreamLacksNothing(String name) throws Exception {
    assertThat(incomplete(ReferenceCheck.h265(NOTHING), h265(name))).isEmpty();
  }

  @Test
  void aPictureThatIsMissingFromH265IsMissedUntilTheNextKeyFrame() throws Exception {
    List<byte[]> pictures = h265("low-delay.h265");
    assertThat(pictures).hasSize(24);
    pictures.remove(5);
    assertThat(incomplete(ReferenceCheck.h265(NOTHING), pictures)).contains(5, 6, 10);
    assertThat(incomplete(ReferenceCheck.h265(NOTHING), pictures)).allMatch(i -> i < 11);
  }

  @Test
  void aKeyFrameThatIsMissingIsMissedByAllThatReferToIt() throws Exception {
    List<byte[]> pictures = h265("low-delay.h265");
    pictures.remove(12);
    assertThat(incomplete(ReferenceCheck.h265(NOTHING), pictures)).contains(12);
  }

  @Test
  void picturesThatReferToThoseOfBothSidesAreMissedToo() throws Exception {
    List<byte[]> whole = h265("b-frames.h265");
    int referred = 0;
    for (int i = 1; i < whole.size(); i++) {
      List<byte[]> pictures = new ArrayList<>(whole);
      pictures.remove(i);
      referred += incomplete(ReferenceCheck.h265(NOTHING), pictures).isEmpty() ? 0 : 1;
    }
    // The others are B frames that nothing refers to.
    assertThat(referred).isBetween(12, whole.size() - 6);
  }

  @Test
  void aPictureWithoutItsFirstSliceIsIncomplete() {
    byte[] slice = {0, 0, 1, 0x41, 0x20, 0x40}; // first_mb_in_slice is 3
    assertThat(ReferenceCheck.h264(NOTHING).isComplete(ByteBuffer.wrap(slice), false)).isFalse();
    byte[] segment = {0, 0, 1, 0x02, 0x01, 0x40}; // first_slice_segment_in_pic_flag is 0
    assertThat(ReferenceCheck.h265(NOTHING).isComplete(ByteBuffer.wrap(segment), false)).isFalse();
  }

  @Test
  void whatCannotBeToldIsTakenForComplete() {
    byte[] slice = {0, 0, 1, 0x41, (byte) 0x9a, 0x26};
    assertThat(ReferenceCheck.h264(NOTHING).isComplete(ByteBuffer.wrap(slice), false)).isTrue();
  }

  @Test
  void nonsenseIsSurvived() throws Exception {
    Random random = new Random(1);
    for (List<byte[]> stream : List.of(h264(), h265("low-delay.h265"), h265("b-frames.h265"))) {
      for (int round = 0; round < 50; round++) {
        ReferenceCheck h264 = ReferenceCheck.h264(NOTHING);
        ReferenceCheck h265 = ReferenceCheck.h265(NOTHING);
        for (byte[] picture : stream) {
          byte[] broken = picture.clone();
          for (int i = 0; i < 20; i++) {
            broken[random.nextInt(Math.min(120, broken.length))] = (byte) random.nextInt();
          }
          boolean ignored = h264.isComplete(ByteBuffer.wrap(broken), false);
          ignored = h265.isComplete(ByteBuffer.wrap(broken), false);
        }
      }
    }
    for (int round = 0; round < 2_000; round++) {
      byte[] extradata = new byte[random.nextInt(64)];
      random.nextBytes(extradata);
      if (extradata.length > 0) {
        extradata[0] = (byte) (round & 1);
      }
      assertThat(ReferenceCheck.h264(ByteBuffer.wrap(extradata))).isNotNull();
      assertThat(ReferenceCheck.h265(ByteBuffer.wrap(extradata))).isNotNull();
    }
  }

  /** Which of the pictures lack something. */
  private static List<Integer> incomplete(ReferenceCheck check, List<byte[]> pictures) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      if (!check.isComplete(ByteBuffer.wrap(pictures.get(i)), i == 0)) {
        found.add(i);
      }
    }
    return found;
  }

  private static List<byte[]> h264() {
    return Clip.h264(160, 120, 20, Matrix.BT601, Painter.BALL).pictures();
  }

  private static List<byte[]> h265(String name) throws IOException {
    try (InputStream in = ReferenceCheckTest.class.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return AccessUnits.h265(in.readAllBytes());
    }
  }
}
