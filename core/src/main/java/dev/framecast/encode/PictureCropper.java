package dev.framecast.encode;

import dev.framecast.jpeg.Crop;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts a part out of pictures. Owned by one thread; the next picture overwrites the result. */
final class PictureCropper {
  private @Nullable BufferedImage result;

  /** The part of a TYPE_3BYTE_BGR as another one, or the picture itself if that is all of it. */
  BufferedImage crop(BufferedImage picture, Crop.Part part) {
    int width = part.width();
    int height = part.height();
    if (width == picture.getWidth() && height == picture.getHeight()) {
      return picture;
    }
    BufferedImage target = result;
    if (target == null || target.getWidth() != width || target.getHeight() != height) {
      target = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
      result = target;
    }
    crop(ByteBuffer.wrap(data(picture)), picture.getWidth(), 3, part, data(target));
    return target;
  }

  private static byte[] data(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  /**
   * Copies the part's rows one behind the other.
   *
   * @param across pixels of a row of the whole picture
   * @param bytes of a pixel
   */
  static void crop(ByteBuffer from, int across, int bytes, Crop.Part part, byte[] to) {
    int row = part.width() * bytes;
    for (int y = 0; y < part.height(); y++) {
      int at = ((part.y() + y) * across + part.x()) * bytes;
      from.get(at, to, y * row, row);
    }
  }
}
