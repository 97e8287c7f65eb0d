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

  /** Pixels by which a side may be off that was scaled, or cut at an even place. */
  private static final double ROUNDING = 1.5;

  /** What was asked for, and what that means to the session. */
  private record Asked(
      Map<Rendition, Double> outer, Map<Rendition, Double> inner, double by, Crop part) {}

  /** Known without a picture. */
  private volatile Turn fixed = Turn.NONE;

  private volatile boolean byExif;
  private volatile Crop crop = Crop.WHOLE;

  /** How the last picture was turned. */
  private volatile Turn last = Turn.NONE;

  /**
   * Width by height by the session's word, which is of the largest pictures that it can give; 0
   * while not known.
   */
  private volatile double said;

  /**
   * The same of the pictures that come, as a smaller stream may be of another shape; 0 where that
   * is what is said.
   */
  private volatile double seen;

  private volatile Asked asked = new Asked(Map.of(), Map.of(), 0, Crop.WHOLE);

  /**
   * Heeds the options, which may have changed, for the next picture. Capture thread.
   *
   * @param isTurned whether the session's pictures come as the options say
   */
  void heed(CameraOptions options, boolean isTurned) {
    fixed = isTurned ? Turn.NONE : options.turn();
    byExif = !isTurned && options.rotation() == Rotation.AUTO;
    crop = isTurned ? Crop.WHOLE : options.crop();
    last = byExif ? last : fixed;
  }

  /** What the session says of its pictures. */
  void knows(SessionInfo info) {
    if (info.width() > 0 && info.height() > 0) {
      said = (double) info.width() / info.height();
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

  /** A good picture came, of that size before it was turned. Capture thread. */
  void came(int width, int height) {
    learn((double) width / height, ROUNDING / width + ROUNDING / height);
  }

  /**
   * A good picture was seen, of that size once the session itself had turned it. Capture thread.
   */
  void saw(int width, int height) {
    Crop part = crop.before(last);
    double shape = last.transposes() ? (double) height / width : (double) width / height;
    learn(shape * part.height() / part.width(), ROUNDING / width + ROUNDING / height);
  }

  /** What is wanted must not change with each picture that is scaled in another way. */
  private void learn(double shape, double rounding) {
    if (!(shape > 0) || Double.isInfinite(shape)) {
      return; // a side of none
    }
    if (isAbout(said, shape, rounding)) {
      seen = 0;
    } else if (!isAbout(seen, shape, rounding)) {
      seen = shape;
    }
  }

  private static boolean isAbout(double known, double shape, double rounding) {
    return known > 0 && Math.abs(shape / known - 1) <= rounding;
  }

  /** Of the pictures that come. */
  private double shape() {
    double known = seen > 0 ? seen : said;
    return known > 0 ? known : GUESSED_ASPECT;
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
    int width = inner(outer.width(), shape());
    return switch (outer.format()) {
      case JPEG -> Rendition.jpeg(width, outer.quality());
      case BGR24 -> Rendition.bgr24(width);
      case GRAY8 -> Rendition.gray8(width);
      default -> Rendition.video(width);
    };
  }

  /**
   * Pixels across of the session's largest pictures that make them so wide once they are turned; 0
   * is all. By what is said of these, as which of two streams is enough must not depend on which of
   * them comes.
   */
  int innerOfAll(int outer) {
    return outer == 0 || isOfSameWidth() ? outer : inner(outer, said > 0 ? said : shape());
  }

  private int inner(int outer, double known) {
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
    double by = shape();
    if (known.outer != outer || known.by != by || !known.part.equals(crop.before(last))) {
      Map<Rendition, Double> inner = new LinkedHashMap<>();
      outer.forEach((rendition, fps) -> inner.merge(inner(rendition), fps, PictureTurn::more));
      known = new Asked(outer, Collections.unmodifiableMap(inner), by, crop.before(last));
      asked = known;
    }
    return known.inner;
  }

  /** Of pictures a second, where 0 is all. */
  private static double more(double a, double b) {
    return a == 0 || b == 0 ? 0 : Math.max(a, b);
  }
}
