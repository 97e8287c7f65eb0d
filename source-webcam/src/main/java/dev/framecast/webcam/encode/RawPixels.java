package dev.framecast.webcam.encode;

import dev.framecast.encode.RawPicture;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/** Writes raw renditions of a camera's pictures, each decoded or converted once. One thread's. */
public final class RawPixels implements AutoCloseable {
  private final AtomicLong decodedCount;
  private final BgrPictures pictures = new BgrPictures();

  /** The present picture; null until somebody wants pixels of it. */
  private @Nullable Mat bgr;

  /** Whether {@link #bgr} is ours to release. */
  private boolean isDecoded;

  /** Counts there the JPEGs that are decoded here. */
  public RawPixels(AtomicLong decodedCount) {
    this.decodedCount = decodedCount;
  }

  /** What is written from now on is another picture. */
  public void next() {
    if (bgr != null && isDecoded) {
      bgr.release();
    }
    bgr = null;
  }

  /** Writes the present picture, which is a JPEG of that width. */
  public void write(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot slot)
      throws IOException {
    Mat known = bgr;
    if (known == null) {
      known = pictures.decode(jpeg, width, width);
      bgr = known;
      isDecoded = true;
      decodedCount.incrementAndGet();
    }
    write(known, rendition, slot);
  }

  /** Writes the present picture, which is not coded. */
  public void write(RawPicture picture, Rendition rendition, FrameSlot slot) {
    Mat known = bgr;
    if (known == null) {
      known = pictures.of(picture);
      bgr = known;
      isDecoded = false;
    }
    write(known, rendition, slot);
  }

  private void write(Mat whole, Rendition rendition, FrameSlot slot) {
    Mat scaled = pictures.scaled(whole, rendition.width());
    Crop.Part part = slot.part(scaled.cols(), scaled.rows());
    Mat cut = scaled.submat(new Rect(part.x(), part.y(), part.width(), part.height()));
    Mat picture = pictures.turned(cut, slot.turn());
    slot.turned();
    FrameFormat format = rendition.format();
    ByteBuffer pixels = slot.reservePixels(format, picture.cols(), picture.rows());
    boolean gray = format == FrameFormat.GRAY8;
    int type = gray ? CvType.CV_8UC1 : CvType.CV_8UC3;
    // OpenCV writes into the slot's own memory, as that has the size and the type already.
    Mat target = new Mat(picture.rows(), picture.cols(), type, pixels);
    if (gray) {
      Imgproc.cvtColor(picture, target, Imgproc.COLOR_BGR2GRAY);
    } else {
      picture.copyTo(target);
    }
    target.release();
    pixels.position(format.bytes(picture.cols(), picture.rows()));
    cut.release(); // which is the picture where that is not turned
  }

  @Override
  public void close() {
    next();
    pictures.close();
  }
}
