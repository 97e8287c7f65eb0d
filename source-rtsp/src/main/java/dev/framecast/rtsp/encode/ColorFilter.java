package dev.framecast.rtsp.encode;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_write_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import java.io.IOException;
import java.util.Set;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Makes a camera's picture what the JPEG encoder wants: of the size wanted, 4:2:0, and full-range
 * BT.601 (JFIF), where cameras send limited-range BT.709. Without this, white comes out as light
 * grey, and red as another red.
 *
 * <p>FFmpeg's {@code colorspace} filter does matrix and range at a tenth of what {@code scale}
 * needs for the same (0.5 and 4.2 ms for 1080p), so {@code scale} is left what only it can do:
 * sizes, and pixel formats that the other does not know.
 */
public final class ColorFilter implements AutoCloseable {
  private static final Set<String> PLANAR_YUV =
      Set.of(
          "yuv420p",
          "yuv422p",
          "yuv444p",
          "yuvj420p",
          "yuvj422p",
          "yuvj444p",
          "yuv420p10le",
          "yuv422p10le",
          "yuv444p10le",
          "yuv420p12le",
          "yuv422p12le",
          "yuv444p12le");

  private static final String LIMITED_TO_FULL = ",lut=c0='clip((val-16)*255/219,0,255)'";

  private final AVFilterGraph graph = avfilter_graph_alloc();
  private final AVFrame output = av_frame_alloc();
  private final AVFilterContext entry;
  private final AVFilterContext exit;

  /**
   * A filter for pictures of one format.
   *
   * @param part which is seen of them
   * @param width pixels of the part, scaled and before it is turned
   * @param height the same
   */
  public ColorFilter(PictureFormat from, Crop.Part part, int width, int height, Turn turn)
      throws IOException {
    graph.nb_threads(1);
    AVFilterInOut open = new AVFilterInOut(null);
    int code = avfilter_graph_parse2(graph, describe(from, part, width, height, turn), open, open);
    if (code >= 0) {
      code = avfilter_graph_config(graph, null);
    }
    if (code < 0) {
      close();
      throw new IOException("FFmpeg cannot convert " + from + " to JPEG's colours: error " + code);
    }
    entry = avfilter_graph_get_filter(graph, "buffer@entry");
    exit = avfilter_graph_get_filter(graph, "buffersink@exit");
  }

  /** Whether such a picture can be encoded as it is. */
  static boolean isNeeded(PictureFormat from, int width, int height) {
    boolean planes = from.pixels() == AV_PIX_FMT_YUV420P || from.pixels() == AV_PIX_FMT_YUVJ420P;
    boolean asItIs = planes && from.isJpegColour() && !WideColors.areIn(from);
    return !asItIs || from.width() != width || from.height() != height;
  }

  private static String describe(
      PictureFormat from, Crop.Part part, int width, int height, Turn turn) {
    String pixels = from.pixelName();
    StringBuilder graph = new StringBuilder(256);
    graph.append("buffer@entry=time_base=1/1000:video_size=");
    graph.append(from.width()).append('x').append(from.height());
    graph.append(":pix_fmt=").append(from.pixels());
    graph
        .append(":colorspace=")
        .append(from.filterColorspace())
        .append(":range=")
        .append(from.range());
    // Frames say it, too, and the scaler refuses what it does not know, also where it is not asked.
    graph.append(",setparams=color_primaries=unknown:color_trc=unknown");
    graph.append(from.isKnownMatrix() ? "" : ":colorspace=unknown");
    if (part.width() != from.width() || part.height() != from.height()) {
      graph.append(",crop=").append(part.width()).append(':').append(part.height());
      graph.append(':').append(part.x()).append(':').append(part.y());
      graph.append(":exact=1"); // not rounded to whole pixels of colour, of which one may be none
    }
    boolean scaled = part.width() != width || part.height() != height;
    if (scaled) {
      graph.append(",scale=").append(width).append(':').append(height).append(":flags=area");
    }
    boolean rgb = from.isRgb();
    boolean grey = from.isGrey();
    // The colorspace filter refuses odd sizes.
    boolean odd = (width & 1) != 0 || (height & 1) != 0;
    if (WideColors.areIn(from)) {
      WideColors.describe(from, odd, graph);
    } else if (grey) {
      // FFmpeg knows grey in full range only, whatever the frame says; thermal cameras send it in
      // limited range.
      graph.append(scaled ? ":" : ",scale=").append("in_range=pc:out_range=pc,format=gray");
      graph.append(from.isLimitedRange() ? LIMITED_TO_FULL : "");
      graph.append(",scale=in_range=pc:out_range=pc,format=yuvj420p");
    } else if (rgb || odd) {
      graph.append(scaled ? ":" : ",scale=");
      if (!rgb) {
        graph.append("in_color_matrix=").append(from.matrix());
        graph.append(":in_range=").append(from.isFullRange() ? "pc" : "tv").append(':');
      }
      graph.append("out_color_matrix=smpte170m:out_range=pc,format=yuvj420p");
    } else if (from.isJpegColour()) {
      graph.append(",format=yuvj420p");
    } else {
      if (!PLANAR_YUV.contains(pixels)) {
        graph.append(",format=yuv420p");
      }
      graph.append(",colorspace=iall=").append(from.matrix());
      graph.append(":irange=").append(from.isFullRange() ? "pc" : "tv");
      graph.append(":space=smpte170m:trc=bt709:primaries=bt709:range=pc:fast=1:format=yuv420p");
    }
    // Last, where there are the fewest bytes: of planes, after scaling.
    graph.append(turn.transposes() ? ",transpose=cclock_flip" : "");
    graph.append(turn.mirrorsAcross() ? ",hflip" : "");
    graph.append(turn.mirrorsDown() ? ",vflip" : "");
    return graph.append(",buffersink@exit").toString();
  }

  /** The picture converted; valid until the next one. */
  public AVFrame convert(AVFrame picture) throws IOException {
    av_frame_unref(output);
    int code = av_buffersrc_write_frame(entry, picture);
    if (code >= 0) {
      code = av_buffersink_get_frame(exit, output);
    }
    if (code < 0) {
      throw new IOException("FFmpeg cannot convert a picture: error " + code);
    }
    return output;
  }

  @Override
  public void close() {
    if (!graph.isNull()) {
      avfilter_graph_free(graph);
    }
    if (!output.isNull()) {
      av_frame_free(output);
    }
  }
}
