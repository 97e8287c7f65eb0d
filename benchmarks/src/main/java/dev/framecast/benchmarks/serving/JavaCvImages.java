package dev.framecast.benchmarks.serving;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.jspecify.annotations.Nullable;

/** An RTSP camera by JavaCV as its documentation teaches it: grabber, Java2D, ImageIO. */
final class JavaCvImages implements FrameSource {
  private final String uri;

  JavaCvImages(String uri) {
    this.uri = uri;
  }

  @Override
  public FrameSession open() {
    return new Session(uri);
  }

  private static final class Session implements FrameSession {
    private final FFmpegFrameGrabber grabber;
    private final Java2DFrameConverter converter = new Java2DFrameConverter();
    private boolean started;
    private @Nullable Frame frame;

    Session(String uri) {
      grabber = new FFmpegFrameGrabber(uri);
      grabber.setOption("rtsp_transport", "tcp");
    }

    @Override
    public boolean advance() throws IOException {
      if (!started) {
        grabber.start();
        started = true;
      }
      frame = grabber.grabImage();
      return frame != null;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      BufferedImage image = converter.convert(frame);
      try (OutputStream out = slot.outputStream()) {
        if (!ImageIO.write(image, "jpg", out)) {
          throw new SourceException(
              SourceException.Kind.UNSUPPORTED, "ImageIO writes no such JPEG");
        }
      }
    }

    @Override
    public void close() {
      try {
        grabber.close();
      } catch (IOException e) {
        // It is gone either way.
      }
      converter.close();
    }
  }
}
