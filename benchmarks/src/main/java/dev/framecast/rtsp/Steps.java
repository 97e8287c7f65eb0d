package dev.framecast.rtsp;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import dev.framecast.rtsp.decode.Backlog;
import dev.framecast.rtsp.decode.CodedPictures;
import dev.framecast.rtsp.decode.Counters;
import dev.framecast.rtsp.decode.VideoDecoder;
import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.rtsp.demux.SessionOptions;
import dev.framecast.rtsp.encode.ColorFilter;
import dev.framecast.rtsp.encode.JpegEncoder;
import dev.framecast.rtsp.encode.PictureFormat;
import dev.framecast.rtsp.ffmpeg.FFmpeg;
import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.source.SessionContext;
import java.io.IOException;
import java.time.Duration;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The steps from a video stream to JPEGs one by one, for benchmarks. In this library's own package,
 * because these are its own classes that are measured, and no application has a use for half of the
 * way. Confined to one thread.
 */
@NullMarked
public final class Steps implements AutoCloseable {
  private final Demuxer demuxer;
  private final CodedPictures pictures;
  private @Nullable ColorFilter filter;
  private @Nullable JpegEncoder encoder;

  public Steps(String uri) throws IOException {
    FFmpeg.load();
    Address address = Address.parse(uri);
    SessionOptions options = SessionOptions.overTcp(Duration.ofSeconds(5));
    demuxer = new Demuxer(address, options, new Interrupt());
    SessionContext context = SessionContext.NONE;
    pictures =
        new CodedPictures(
            address,
            demuxer,
            new VideoDecoder(address, demuxer.parameters(), context.maxPixels(), 1),
            new Counters(),
            new Backlog(demuxer.timeline(), false),
            context,
            options);
  }

  /** Receives and decodes the next picture. */
  public void decode() throws IOException {
    if (!pictures.next()) {
      throw new IOException("the endless stream has ended");
    }
  }

  /** Converts the picture's colours to what JPEG means by them. */
  public void convert() throws IOException {
    AVFrame picture = pictures.decoded();
    if (filter == null) {
      filter =
          new ColorFilter(
              PictureFormat.of(picture),
              new Crop.Part(0, 0, picture.width(), picture.height()),
              picture.width(),
              picture.height(),
              Turn.NONE);
    }
    AVFrame ignored = filter.convert(picture);
  }

  /** Encodes the picture with the camera's own colours, as if JPEG meant the same by them. */
  public void encodeUnconverted(FrameSlot slot) throws IOException {
    AVFrame picture = pictures.decoded();
    if (encoder == null) {
      encoder = new JpegEncoder(picture, Rendition.SOURCE.encoderQuality());
    }
    encoder.encode(picture, slot);
  }

  @Override
  public void close() {
    if (filter != null) {
      filter.close();
    }
    if (encoder != null) {
      encoder.close();
    }
    pictures.close();
    demuxer.close();
  }
}
