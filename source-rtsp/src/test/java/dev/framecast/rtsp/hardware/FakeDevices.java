package dev.framecast.rtsp.hardware;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Devices that always open, and of which the processor does the work. */
public final class FakeDevices implements HardwareDevices {
  public final AtomicInteger opened = new AtomicInteger();
  public final AtomicInteger closed = new AtomicInteger();
  public final AtomicInteger copied = new AtomicInteger();
  private final List<String> types;
  private volatile int failsAt = Integer.MAX_VALUE;
  private volatile boolean takesStreams = true;
  private volatile boolean refuses;

  public FakeDevices(String... types) {
    this.types = List.of(types);
  }

  /** Each device fails with that picture, and from there on. */
  public FakeDevices failsAt(int picture) {
    failsAt = picture;
    return this;
  }

  /** FFmpeg finds that the device cannot decode the stream, and does without. */
  public FakeDevices withoutStreams() {
    takesStreams = false;
    return this;
  }

  /** Decoders that were opened with it decode nothing. */
  public FakeDevices refuses() {
    refuses = true;
    return this;
  }

  @Override
  public List<String> types(AVCodec codec) {
    return types;
  }

  @Override
  public @Nullable HardwareDevice open(AVCodec codec, String type) {
    opened.incrementAndGet();
    return new Fake(type);
  }

  private final class Fake implements HardwareDevice {
    private final String type;
    private int pictures;

    Fake(String type) {
      this.type = type;
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public void attachTo(AVCodecContext context) {
      if (refuses) {
        context.max_pixels(1);
      }
    }

    @Override
    public boolean holds(AVFrame picture) {
      return takesStreams;
    }

    @Override
    public int copy(AVFrame picture, AVFrame memory) {
      if (++pictures >= failsAt) {
        return AVERROR_EXTERNAL;
      }
      copied.incrementAndGet();
      boolean planar = picture.format() == AV_PIX_FMT_YUV420P;
      memory.format(planar ? AV_PIX_FMT_NV12 : picture.format());
      memory.width(picture.width()).height(picture.height());
      int code = av_frame_get_buffer(memory, 0);
      if (code < 0 || !planar) {
        return code < 0 ? code : av_frame_copy(memory, picture);
      }
      interleave(picture, memory);
      return 0;
    }

    /** Most devices give NV12. */
    private static void interleave(AVFrame from, AVFrame to) {
      byte[] line = new byte[from.width()];
      for (int y = 0; y < from.height(); y++) {
        from.data(0).position((long) y * from.linesize(0)).get(line);
        to.data(0).position((long) y * to.linesize(0)).put(line);
      }
      byte[] u = new byte[(from.width() + 1) / 2];
      byte[] v = new byte[u.length];
      byte[] both = new byte[2 * u.length];
      for (int y = 0; y < (from.height() + 1) / 2; y++) {
        from.data(1).position((long) y * from.linesize(1)).get(u);
        from.data(2).position((long) y * from.linesize(2)).get(v);
        for (int x = 0; x < u.length; x++) {
          both[2 * x] = u[x];
          both[2 * x + 1] = v[x];
        }
        to.data(1).position((long) y * to.linesize(1)).put(both);
      }
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
