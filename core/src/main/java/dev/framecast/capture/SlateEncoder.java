package dev.framecast.capture;

import dev.framecast.draw.SlatePainter;
import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.encode.JpegScaler;
import dev.framecast.encode.PixelWriter;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes slates in a rendition's own format: a reader of pixels is never given a JPEG. Confined to
 * the watchdog thread.
 */
final class SlateEncoder {
  private static final System.Logger LOG = System.getLogger(SlatePublisher.class.getName());

  /** A dark grey JPEG, made once for when none can be made. */
  private static final byte[] PLAIN = plain();

  private static final int PLAIN_WIDTH = 32;
  private static final int PLAIN_HEIGHT = 18;

  private final FrameSlot scratch = new FrameSlot();

  /** A slate that is ready to be published, until the next one is made. */
  record Slate(ByteBuffer bytes, int width, int height) {}

  /** In the worst case without a word: anything is better than an old picture that looks live. */
  Slate slate(
      @Nullable BufferedImage backdrop,
      Rendition rendition,
      String title,
      String headline,
      String details) {
    FrameFormat format = rendition.format();
    try {
      BufferedImage image =
          SlatePainter.paint(backdrop, rendition.width(), title, headline, details);
      scratch.clear();
      if (format.isRaw()) {
        new PixelWriter().write(image, rendition, scratch);
        // May be narrower than any slate is painted.
        return new Slate(scratch.bytes(), scratch.width(), scratch.height());
      }
      encode(image);
      return new Slate(scratch.bytes(), image.getWidth(), image.getHeight());
    } catch (Exception | Error e) {
      LOG.log(Level.WARNING, "a slate could not be painted: {0}", e.toString());
      byte[] plain = format.isRaw() ? new byte[format.bytes(PLAIN_WIDTH, PLAIN_HEIGHT)] : PLAIN;
      return new Slate(ByteBuffer.wrap(plain), PLAIN_WIDTH, PLAIN_HEIGHT);
    }
  }

  private void encode(BufferedImage image) throws IOException {
    try (ImageIoEncoder encoder = new ImageIoEncoder()) {
      encoder.encode(image, Rendition.SOURCE, scratch);
    }
  }

  /** A frame made ready to stand behind slates. */
  static BufferedImage backdrop(Frame frame, long maxPixels) throws IOException {
    if (frame.format().isRaw()) {
      return SlatePainter.backdrop(PixelWriter.image(frame));
    }
    try (JpegScaler scaler = new JpegScaler().maxPixels(maxPixels)) {
      return SlatePainter.backdrop(scaler.decode(frame.bytes()));
    }
  }

  private static byte[] plain() {
    try (InputStream in = SlateEncoder.class.getResourceAsStream("plain-slate.jpg")) {
      return Objects.requireNonNull(in, "plain-slate.jpg in framecast-core's jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
