package dev.framecast.frame;

import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The sizes and qualities that viewers are given. What a viewer asks for is rounded up to the next
 * step, so that viewers share JPEGs and nobody can make the server encode a thousand different
 * ones.
 */
public final class Ladder {
  /** Widths 160, 320, 640, 960, 1280 and 1920; qualities 50, 65, 80 and 90. */
  public static final Ladder DEFAULT =
      new Ladder(List.of(160, 320, 640, 960, 1280, 1920), List.of(50, 65, 80, 90));

  private final NavigableSet<Integer> widths;
  private final NavigableSet<Integer> qualities;

  /**
   * These steps, in any order.
   *
   * @param widths pixels, each 1 to 65535; whoever asks for more gets the camera's own width
   * @param qualities each 1 to 100; whoever asks for more gets the highest
   */
  public Ladder(List<Integer> widths, List<Integer> qualities) {
    this.widths = steps("width", Objects.requireNonNull(widths, "widths"), 65_535);
    this.qualities = steps("quality", Objects.requireNonNull(qualities, "qualities"), 100);
  }

  private static NavigableSet<Integer> steps(String what, List<Integer> given, int max) {
    for (Integer each : given) {
      int step = Objects.requireNonNull(each, what);
      if (step < 1 || step > max) {
        throw new IllegalArgumentException(
            what + " " + step + " in the ladder: must be 1 to " + max);
      }
    }
    return new TreeSet<>(given);
  }

  /**
   * {@return the rendition for what was asked for: the next steps above; where there is none, the
   * camera's own width, and the highest quality}
   *
   * @param width pixels, or 0 for the camera's own
   * @param quality 1 to 100, or 0 for the source's own
   */
  public Rendition snap(int width, int quality) {
    Rendition asked = Rendition.jpeg(width, quality);
    Integer step = asked.width() == 0 ? null : widths.ceiling(asked.width());
    Integer grade =
        asked.quality() == 0 || qualities.isEmpty() ? null : qualities.ceiling(asked.quality());
    boolean above = asked.quality() != 0 && grade == null && !qualities.isEmpty();
    return Rendition.jpeg(
        step == null ? 0 : step, above ? qualities.last() : grade == null ? 0 : grade);
  }

  /** {@return the widths in pixels, rising} */
  public List<Integer> widths() {
    return List.copyOf(widths);
  }

  /** {@return the qualities, rising} */
  public List<Integer> qualities() {
    return List.copyOf(qualities);
  }
}
