package dev.framecast.rtsp.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_write_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.framecast.rtsp.ffmpeg.FFmpeg;
import java.util.List;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Colours of all that cameras send. The reference is what the colours were before they were coded;
 * of those that no JPEG can show, it is zimg's and FFmpeg's. The same against FFmpeg's program is
 * {@link RealColourTest}.
 */
class ColourTableTest {

  static List<ColourInput> inputs() {
    FFmpeg.load();
    return ColourInput.all();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void coloursAreThoseOfTheReference(ColourInput input) throws Exception {
    byte[] reference = input.wide() ? reference(input) : new byte[0];
    ColourDistance distance =
        ColourDistance.of(
            input, patch -> input.wide() ? input.seen(reference, patch) : input.exact(patch));
    System.out.println(distance.row());
    assertThat(distance.jpeg()).isLessThanOrEqualTo(6);
    assertThat(distance.pixels()).isLessThanOrEqualTo(6);
  }

  private static byte[] reference(ColourInput input) {
    AVFrame frame = input.frame();
    AVFrame seen = av_frame_alloc();
    AVFilterGraph graph = avfilter_graph_alloc();
    AVFilterInOut open = new AVFilterInOut(null);
    String filters =
        String.format(
            "buffer@entry=time_base=1/25:video_size=%dx%d:pix_fmt=%d:colorspace=%d:range=%d,%s,"
                + "buffersink@exit",
            ColourInput.SIDE,
            ColourInput.SIDE,
            frame.format(),
            frame.colorspace(),
            frame.color_range(),
            input.reference());
    assertThat(avfilter_graph_parse2(graph, filters, open, open)).as(filters).isNotNegative();
    assertThat(avfilter_graph_config(graph, null)).as(filters).isNotNegative();
    assertThat(av_buffersrc_write_frame(avfilter_graph_get_filter(graph, "buffer@entry"), frame))
        .isZero();
    assertThat(av_buffersink_get_frame(avfilter_graph_get_filter(graph, "buffersink@exit"), seen))
        .isNotNegative();
    int size = ColourInput.SIDE * ColourInput.SIDE;
    byte[] planes = new byte[3 * size];
    for (int plane = 0; plane < 3; plane++) {
      BytePointer from = seen.data(plane);
      for (int y = 0; y < ColourInput.SIDE; y++) {
        from.position((long) y * seen.linesize(plane));
        from.get(planes, plane * size + y * ColourInput.SIDE, ColourInput.SIDE);
      }
    }
    avfilter_graph_free(graph);
    av_frame_free(frame);
    av_frame_free(seen);
    return planes;
  }
}
