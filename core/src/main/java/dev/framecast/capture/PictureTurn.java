package dev.framecast.capture;

import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Rotation;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import dev.framecast.source.SessionInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the pictures of one connection are turned, and what is asked of its session so that a turned
 * picture has the width that a viewer wants: a session knows nothing of turns, so where width and
 * height change places, it is asked for the width that goes with a height.
 *
 * <p>The capture thread writes; what {@link Connection} says is read by any.
 */
final class PictureTurn {
  /** Width by height that a camera is taken for as long as nobody knows. */
  private static final double GUESSED_ASPECT = 16.0 / 9;

  /** What was asked for, and what that means to the session. */
  private record Asked(
      Map<Rendition, Double> outer, Map<Rendition, Double> inner, double by, Crop part) {}

  /** Known without a picture. */
  private volatile Turn fixed = Turn.NONE;

  private volatile boolean byExif;
  private volatile Crop crop = Crop.WHOLE;

  /** How the last picture was turned. */
  private volatile Turn last = Turn.NONE;

  /** Width by height of pictures as they come. */
  private volatile double aspect;

  /** Whether that is the session's word. Capture thread. */
  private boolean isSaid;

  private volatile Asked asked = new Asked(Map.of(), Map.of(), 0, Crop.WHOLE);

  /** Heeds the options, which may have changed, for the next picture. Capture thread. */
  void heed(CameraOptions options) {
    fixed = options.turn();
    byExif = options.rotation() == Rotation.AUTO;
    crop = options.crop();
    last = byExif ? last : fixed;
  }

  /** What the session says of its pictures. */
  void knows(SessionInfo info) {
    isSaid = info.width() > 0 && info.height() > 0;
    if (isSaid) {
      aspect = (double) info.width() / info.height();
    }
  }

  /** Whether any picture may have to be turned or cut. */
  boolean isAny() {
    return byExif || fixed != Turn.NONE || !crop.isWhole();
  }

  /** What is known without a picture. */
  Turn fixed() {
    return fixed;
  }

  /** Whether a JPEG's own word on how it lies comes before that. */
  boolean heedsExif() {
    return byExif;
  }

  /** Says in a slot how the picture is to be turned that a session will write. */
  void wish(FrameSlot slot) {
    slot.turn(fixed, byExif);
    slot.crop(crop);
  }

  /** A picture was turned so. */
  void took(Turn turn) {
    last = turn;
  }

  /**
   * A picture was seen, of that size and turned. Those that were scaled down are only about of the
   * same shape: what is wanted must not change with each of them.
   */
  void saw(int width, int height, boolean isScaled) {
    if (!isSaid && width > 0 && height > 0 && (aspect == 0 || !isScaled)) {
      Crop part = crop.before(last);
      double seen = last.transposes() ? (double) height / width : (double) width / height;
      aspect = seen * part.height() / part.width();
    }
  }

  /** Whether a picture is as wide as the session's. */
  private boolean isOfSameWidth() {
    return !last.transposes() && crop.width() == 1;
  }

  /** What the session is asked for in place of that rendition. */
  Rendition inner(Rendition outer) {
    if (outer.width() == 0 || isOfSameWidth()) {
      return outer;
    }
    int width = inner(outer.width());
    return switch (outer.format()) {
      case JPEG -> Rendition.jpeg(width, outer.quality());
      case BGR24 -> Rendition.bgr24(width);
      case GRAY8 -> Rendition.gray8(width);
      default -> Rendition.video(width);
    };
  }

  /** Pixels across of the session's picture that make it so wide once it is turned; 0 is all. */
  int inner(int outer) {
    if (outer == 0 || isOfSameWidth()) {
      return outer;
    }
    double known = aspect > 0 ? aspect : GUESSED_ASPECT;
    Crop part = crop.before(last);
    double wide = last.transposes() ? outer * known / part.height() : outer / part.width();
    return (int) Math.min(65_535, Math.max(1, Math.round(wide)));
  }

  /** The same for all that is wanted. Another object only where something else is wanted. */
  Map<Rendition, Double> inner(Map<Rendition, Double> outer) {
    if (isOfSameWidth()) {
      return outer;
    }
    Asked known = asked;
    if (known.outer != outer || known.by != aspect || !known.part.equals(crop.before(last))) {
      Map<Rendition, Double> inner = new LinkedHashMap<>();
      outer.forEach((rendition, fps) -> inner.merge(inner(rendition), fps, PictureTurn::more));
      known = new Asked(outer, Collections.unmodifiableMap(inner), aspect, crop.before(last));
      asked = known;
    }
    return known.inner;
  }

  /** Of pictures a second, where 0 is all. */
  private static double more(double a, double b) {
    return a == 0 || b == 0 ? 0 : Math.max(a, b);
  }
}
