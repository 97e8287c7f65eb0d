package dev.framecast.encode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * Brings pictures into the form that the JDK's encoder takes fastest, and to the size wanted. Owned
 * by one thread; the result is overwritten by the next picture, or is the picture itself.
 */
final class BgrPictures {
  private final AreaScaler scaler = new AreaScaler();
  private final PictureCropper cropper = new PictureCropper();
  private final PictureTurner turner = new PictureTurner();
  private @Nullable BufferedImage opaque;

  /**
   * The picture as TYPE_3BYTE_BGR with an array of its own, cut and turned as the slot says;
   * transparency is laid on black.
   *
   * @param width pixels at most of the whole picture before it is turned, or 0
   */
  BufferedImage of(BufferedImage image, int width, FrameSlot slot) {
    BufferedImage picture = opaque(image);
    int whole = picture.getWidth();
    Crop.Part part = slot.part(whole, picture.getHeight());
    picture = cropper.crop(picture, part);
    // Rounded up it may be a higher picture, which is a wider one once it is turned.
    double up = slot.turn().transposes() ? 1e-6 : 0.5;
    int wanted = (int) Math.max(1, seen(part, image, slot) * width / whole + up);
    picture = width > 0 && wanted < part.width() ? scaler.scale(picture, wanted) : picture;
    return slot.turn() == Turn.NONE ? picture : turner.turn(picture, slot.turn());
  }

  /**
   * Pixels across of the part that count, as viewers name the most that they take of what is seen:
   * the part may be a little more than its share of the picture.
   */
  private static double seen(Crop.Part part, BufferedImage whole, FrameSlot slot) {
    Crop share = slot.crop().before(slot.turn());
    double more =
        slot.turn().transposes()
            ? part.height() / (share.height() * whole.getHeight())
            : part.width() / (share.width() * whole.getWidth());
    return part.width() / Math.max(1, more);
  }

  private BufferedImage opaque(BufferedImage image) {
    // A part of a larger image has that one's data, with the rows in other places.
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR && image.getRaster().getParent() == null) {
      return image;
    }
    BufferedImage copy = opaque;
    if (copy == null
        || copy.getWidth() != image.getWidth()
        || copy.getHeight() != image.getHeight()) {
      copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
      opaque = copy;
    }
    Graphics2D g = copy.createGraphics();
    try {
      g.setBackground(Color.BLACK);
      if (image.getColorModel().hasAlpha()) {
        g.clearRect(0, 0, copy.getWidth(), copy.getHeight());
      }
      g.drawImage(image, 0, 0, null);
    } finally {
      g.dispose();
    }
    return copy;
  }
}
