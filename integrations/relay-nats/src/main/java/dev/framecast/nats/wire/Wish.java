package dev.framecast.nats.wire;

import dev.framecast.frame.Rendition;
import io.nats.client.impl.Headers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants of a camera: renditions, each with the frames a second that it needs (0 for
 * all). It is said again each second; a reader that says nothing for {@link #LIFE_MILLIS} wants
 * nothing.
 *
 * @param reader which reader; another one for each connection of a camera
 * @param sent when it was said, by the reader's clock, in microseconds since 1970
 * @param renditions empty when it leaves
 * @param losses how often something of the video was lost on its way: it is to be sent again from
 *     the last key frame on when that is another number than before
 */
public record Wish(String reader, long sent, Map<Rendition, Double> renditions, int losses)
    implements Headed {
  public static final long EVERY_MILLIS = 1_000;
  public static final long LIFE_MILLIS = 3_000;

  /** More than a camera makes of its pictures at the most; a stranger may send any number. */
  public static final int MOST = 32;

  private static final double MOST_FPS = 1_000;

  /** With three digits; less would be 0, which is all there are. */
  private static final double LEAST_FPS = 0.001;

  /** Frames are thinned out here once more, and those that come just too early would be lost. */
  private static final double MARGIN = 1.25;

  /** Video is one for all widths: what is sent for that rendition. */
  public static Rendition form(Rendition rendition) {
    return rendition.isVideo() ? Rendition.VIDEO : rendition;
  }

  private static final String READER = "Framecast-Reader";
  static final String SENT = "Framecast-Sent";
  private static final String WANT = "Framecast-Want";
  private static final String LOSSES = "Framecast-Losses";

  /** That of a reader that has lost nothing. */
  public Wish(String reader, long sent, Map<Rendition, Double> renditions) {
    this(reader, sent, renditions, 0);
  }

  /**
   * That of a session of this camera; what is beyond the most is left out. Of raw pixels the JPEG
   * is asked for, in the camera's own size, as the pixels are made of that.
   */
  public static Wish of(String reader, long sent, Map<Rendition, Double> wanted, int losses) {
    Map<Rendition, Double> renditions = new LinkedHashMap<>();
    wanted.forEach(
        (rendition, fps) -> {
          Rendition form = rendition.format().isRaw() ? Rendition.SOURCE : rendition;
          if (renditions.size() < MOST || renditions.containsKey(form)) {
            renditions.merge(form, Math.min(MOST_FPS, fps * MARGIN), Wish::more);
          }
        });
    return new Wish(reader, sent, Collections.unmodifiableMap(renditions), losses);
  }

  /** The rate that satisfies both. */
  public static double more(double a, double b) {
    return a == 0 || b == 0 ? 0 : Math.max(a, b);
  }

  @Override
  public Headers headers() {
    Headers headers = new Headers().put(READER, reader).put(SENT, Long.toString(sent));
    if (losses != 0) {
      headers.put(LOSSES, Integer.toString(losses));
    }
    renditions.forEach((rendition, fps) -> headers.add(WANT, text(rendition, fps)));
    return headers;
  }

  private static String text(Rendition rendition, double fps) {
    return String.format(
        Locale.ROOT,
        "%s %d %d %.3f",
        rendition.isVideo() ? "video" : "jpeg",
        rendition.width(),
        rendition.quality(),
        fps > 0 ? Math.max(LEAST_FPS, fps) : 0);
  }

  /** What stands in a message's headers; null if it is none, as anybody may send anything. */
  public static @Nullable Wish of(@Nullable Headers headers) {
    String reader = headers == null ? null : headers.getFirst(READER);
    if (headers == null || reader == null || !Subjects.isName(reader)) {
      return null;
    }
    List<String> wanted = headers.get(WANT);
    try {
      Map<Rendition, Double> renditions = new LinkedHashMap<>();
      for (String one : wanted == null || wanted.size() > MOST ? List.<String>of() : wanted) {
        add(renditions, one.split(" ", -1));
      }
      String sent = headers.getFirst(SENT);
      String losses = headers.getFirst(LOSSES);
      return new Wish(
          reader,
          sent == null ? 0 : Long.parseLong(sent),
          Collections.unmodifiableMap(renditions),
          losses == null ? 0 : Integer.parseInt(losses));
    } catch (IllegalArgumentException e) { // NumberFormatException too
      return null;
    }
  }

  private static void add(Map<Rendition, Double> renditions, String[] fields) {
    if (fields.length != 4) {
      throw new IllegalArgumentException("4 fields are wanted");
    }
    int width = Integer.parseInt(fields[1]);
    double fps = Double.parseDouble(fields[3]);
    if (!(fps >= 0 && fps <= MOST_FPS)) { // also not a number
      throw new IllegalArgumentException(fps + " frames a second: must be 0 (all) to 1000");
    }
    switch (fields[0]) {
      case "video" -> renditions.merge(Rendition.video(width), fps, Wish::more);
      case "jpeg" ->
          renditions.merge(Rendition.jpeg(width, Integer.parseInt(fields[2])), fps, Wish::more);
      default -> throw new IllegalArgumentException(fields[0] + ": must be jpeg or video");
    }
  }
}
