package dev.framecast.rtsp.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RESERVED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of high dynamic range in all shapes: what is grey stays grey. */
class WideColorsTest {

  /** Grey of a signal of 0.58, which is white on paper: 203 nits in PQ. */
  private static AVFrame grey(String pixels, int width, int height, String high) {
    int bits = pixels.contains("10") || pixels.contains("p016") ? 10 : 8;
    ColourInput input = new ColourInput("", pixels, bits, false, "bt2020nc", true, high);
    AVFrame frame = input.empty(width, height);
    for (int plane = 0; plane < 3 && frame.linesize(plane) > 0; plane++) {
      int code = (plane == 0 ? 143 : 128) << (bits - 8);
      code <<= pixels.startsWith("p0") ? 6 : 0;
      boolean all = plane == 0 || pixels.contains("444");
      int rows = all || pixels.contains("422") ? height : (height + 1) / 2;
      for (long at = 0; at < (long) rows * frame.linesize(plane); at++) {
        boolean high8 = bits > 8 && at % 2 == 1;
        frame.data(plane).put(at, (byte) (high8 ? code >> 8 : code));
      }
    }
    return frame;
  }

  private static int shade(RawRendition rendition, AVFrame frame, FrameSlot slot) throws Exception {
    slot.clear();
    rendition.write(frame, slot);
    ByteBuffer bytes = slot.bytes();
    int first = bytes.get(0) & 255;
    for (int i = 0; i < bytes.limit(); i++) {
      assertThat(bytes.get(i) & 255).as("byte %s", i).isBetween(first - 2, first + 2);
    }
    return first;
  }

  @ParameterizedTest
  @ValueSource(strings = {"yuv420p", "yuv422p10le", "yuv444p10le", "p010le", "nv12"})
  void greyStaysGreyInEachSizeCutAndTurn(String pixels) throws Exception {
    for (String high : new String[] {"smpte2084", "arib-std-b67", ""}) {
      int[] shades = new int[2];
      for (int[] size : new int[][] {{64, 48}, {65, 49}, {64, 49}, {65, 48}, {3, 5}, {1, 1}}) {
        for (int wanted : new int[] {0, 32, 31, 1}) {
          AVFrame frame = grey(pixels, size[0], size[1], high);
          try (RawRendition rendition = new RawRendition(Rendition.bgr24(wanted))) {
            FrameSlot slot = new FrameSlot();
            slot.turn(Turn.RIGHT, false);
            slot.crop(Crop.of("10,20,50,60"));
            int shade = shade(rendition, frame, slot);
            assertThat(slot.length()).isEqualTo(3 * slot.width() * slot.height());
            shades[0] = shades[0] == 0 ? shade : Math.min(shades[0], shade);
            shades[1] = Math.max(shades[1], shade);
          }
          av_frame_free(frame);
        }
      }
      assertThat(shades[1] - shades[0]).as("%s, %s", pixels, high).isLessThanOrEqualTo(3);
      assertThat(shades[0]).isBetween(90, 220);
    }
  }

  @Test
  void aChangeInMidstreamIsFollowed() throws Exception {
    int[] shades = new int[6];
    try (RawRendition rendition = new RawRendition(Rendition.bgr24(0))) {
      for (int i = 0; i < 6; i++) {
        AVFrame frame = grey("yuv420p10le", 64, 48, i % 2 == 0 ? "" : "smpte2084");
        shades[i] = shade(rendition, frame, new FrameSlot());
        av_frame_free(frame);
      }
    }
    assertThat(shades[1]).isNotEqualTo(shades[0]);
    assertThat(shades)
        .containsExactly(shades[0], shades[1], shades[0], shades[1], shades[0], shades[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smpte2084", "arib-std-b67", "bt709"})
  void matricesThatDoNotGoWithItAreNoFailure(String high) throws Exception {
    for (int matrix :
        new int[] {
          AVCOL_SPC_UNSPECIFIED, AVCOL_SPC_RESERVED, AVCOL_SPC_SMPTE240M, 5, 6, 8, 10, 11, 14
        }) {
      AVFrame frame = grey("yuv420p10le", 64, 48, high);
      frame.colorspace(matrix);
      if (high.equals("bt709")) {
        frame.color_primaries(AVCOL_PRI_BT709);
      }
      try (RawRendition rendition = new RawRendition(Rendition.bgr24(0))) {
        assertThat(shade(rendition, frame, new FrameSlot())).as("matrix %s", matrix).isPositive();
      }
      av_frame_free(frame);
    }
  }
}
