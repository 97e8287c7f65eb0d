package dev.framecast.rtsp.encode;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_write_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_linesize;

import java.io.IOException;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one picture of the moment of its first field out of each that is flagged as interlaced,
 * with FFmpeg's bwdif; others are handed through as they are, at the cost of a look at a flag.
 * Confined to the session's thread.
 *
 * <p>FFmpeg's deinterlacers give a picture out when the next one comes, which would be late by one.
 * Of the next one they only need to know whether lines changed, and for the first field the lines
 * before and after it in time are both there. So each picture is given twice, and stands for its
 * own successor. The second time it is not flagged, so that the filter hands that one through
 * without work. A picture that comes again, as of encoders that fill up their rate, would seem to
 * stand still and be left with its combs; so it is what it was the first time.
 */
public final class Deinterlacer implements AutoCloseable {
  /** Pixels a side that bwdif takes whatever the format: it wants 3x4 of colour. */
  private static final int LEAST = 8;

  /** Progressive pictures in a row after which the filter's memory is freed. */
  private static final int KEPT = 50;

  /** The picture that the filter saw last. */
  private final AVFrame copy = av_frame_alloc();

  private final AVFrame output = av_frame_alloc();
  private @Nullable PictureFormat format;
  private @Nullable AVFilterGraph graph;
  private @Nullable AVFilterContext entry;
  private @Nullable AVFilterContext exit;
  private int progressive;
  private boolean known;

  /** The pictures that come now are of another moment. */
  public void next() {
    known = false;
  }

  /**
   * The picture without combs; valid until {@link #next()}, and as long as it is. Of one moment the
   * work is done once.
   */
  public AVFrame convert(AVFrame picture) throws IOException {
    boolean interlaced = (picture.flags() & AV_FRAME_FLAG_INTERLACED) != 0;
    if (!interlaced || picture.width() < LEAST || picture.height() < LEAST) {
      if (graph != null && ++progressive > KEPT) {
        free();
      }
      return picture;
    }
    progressive = 0;
    if (format == null || !format.fits(picture)) {
      prepareFor(PictureFormat.of(picture));
    }
    if (!known) {
      deinterlace(picture);
      known = true;
    }
    return output;
  }

  private void prepareFor(PictureFormat next) throws IOException {
    free();
    AVFilterGraph made = avfilter_graph_alloc();
    graph = made;
    made.nb_threads(1);
    AVFilterInOut open = new AVFilterInOut(null);
    int code = avfilter_graph_parse2(made, describe(next), open, open);
    if (code >= 0) {
      code = avfilter_graph_config(made, null);
    }
    if (code < 0) {
      free();
      throw new IOException("FFmpeg cannot deinterlace " + next + ": error " + code);
    }
    entry = avfilter_graph_get_filter(made, "buffer@entry");
    exit = avfilter_graph_get_filter(made, "buffersink@exit");
    format = next;
  }

  private static String describe(PictureFormat from) {
    return "buffer@entry=time_base=1/1000:video_size="
        + from.width()
        + "x"
        + from.height()
        + ":pix_fmt="
        + from.pixels()
        + ":colorspace="
        + from.filterColorspace()
        + ":range="
        + from.range()
        + ",bwdif=mode=send_frame:deint=interlaced,buffersink@exit";
  }

  private void deinterlace(AVFrame picture) throws IOException {
    if (isRepeated(picture)) {
      output.pts(picture.pts());
      return;
    }
    try {
      give(picture);
      boolean ignored = take(); // the one before, which was handed through
      av_frame_unref(copy);
      requireDone(av_frame_ref(copy, picture));
      copy.flags(copy.flags() & ~AV_FRAME_FLAG_INTERLACED);
      copy.repeat_pict(0); // with which the filter would hand it through
      give(copy);
      if (!take()) {
        throw new IOException("FFmpeg cannot deinterlace a picture: nothing came out");
      }
      output.pts(picture.pts()); // the filter counts fields
    } catch (IOException e) {
      av_frame_unref(copy); // else the same picture would count as done
      throw e;
    }
  }

  private boolean isRepeated(AVFrame picture) {
    if (copy.width() == 0) {
      return false;
    }
    BytePointer before = copy.data(0);
    BytePointer now = picture.data(0);
    int bytes = av_image_get_linesize(picture.format(), picture.width(), 0);
    for (long row = 0; row < picture.height(); row++) {
      before.position(row * copy.linesize(0));
      now.position(row * picture.linesize(0));
      if (Pointer.memcmp(before, now, bytes) != 0) {
        return false;
      }
    }
    return true;
  }

  private void give(AVFrame picture) throws IOException {
    requireDone(av_buffersrc_write_frame(entry, picture));
  }

  private boolean take() throws IOException {
    av_frame_unref(output);
    int code = av_buffersink_get_frame(exit, output);
    if (code == AVERROR_EAGAIN()) {
      return false;
    }
    requireDone(code);
    return true;
  }

  private static void requireDone(int code) throws IOException {
    if (code < 0) {
      throw new IOException("FFmpeg cannot deinterlace a picture: error " + code);
    }
  }

  private void free() {
    known = false;
    progressive = 0;
    format = null;
    entry = null;
    exit = null;
    av_frame_unref(output);
    av_frame_unref(copy);
    if (graph != null) {
      avfilter_graph_free(graph);
      graph = null;
    }
  }

  @Override
  public void close() {
    if (!output.isNull()) {
      free();
      av_frame_free(output);
      av_frame_free(copy);
    }
  }
}
