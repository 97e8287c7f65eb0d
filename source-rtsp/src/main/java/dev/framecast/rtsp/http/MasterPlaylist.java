package dev.framecast.rtsp.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The variants of an HLS stream, of which one is read. Immutable. */
final class MasterPlaylist {
  private static final String VARIANT = "#EXT-X-STREAM-INF:";
  private static final Pattern BANDWIDTH = Pattern.compile("(?:^|[,\\s])BANDWIDTH=(\\d{1,18})");
  private static final Pattern CODECS = Pattern.compile("(?:^|[,\\s])CODECS=\"([^\"]*)\"");
  private static final Pattern AUDIO = Pattern.compile("\\s*(mp4a|ac-3|ec-3|opus|flac|mp3).*");

  private final List<Variant> variants;

  private record Variant(String address, long bandwidth, boolean video) {}

  private MasterPlaylist(List<Variant> variants) {
    this.variants = variants;
  }

  /** The variants in a playlist; null if it has none, but segments. */
  public static @Nullable MasterPlaylist parse(String text) {
    List<Variant> found = new ArrayList<>();
    String attributes = null;
    for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
      if (line.startsWith(VARIANT)) {
        attributes = line.substring(VARIANT.length());
      } else if (attributes != null && !line.isEmpty() && !line.startsWith("#")) {
        found.add(new Variant(line, bandwidth(attributes), hasVideo(attributes)));
        attributes = null;
      }
    }
    return found.isEmpty() ? null : new MasterPlaylist(found);
  }

  private static long bandwidth(String attributes) {
    Matcher value = BANDWIDTH.matcher(attributes);
    return value.find() ? Long.parseLong(value.group(1)) : 0;
  }

  private static boolean hasVideo(String attributes) {
    Matcher value = CODECS.matcher(attributes);
    if (attributes.contains("RESOLUTION=") || !value.find()) {
      return true;
    }
    for (String codec : value.group(1).toLowerCase(Locale.ROOT).split(",", -1)) {
      if (!AUDIO.matcher(codec).matches()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The address of one variant, as it is written there.
   *
   * @param lowest whether the one with the fewest bits a second is wanted, and not the most
   */
  public String choose(boolean lowest) {
    List<Variant> videos = variants.stream().filter(Variant::video).toList();
    Comparator<Variant> order = Comparator.comparingLong(Variant::bandwidth);
    return (videos.isEmpty() ? variants : videos)
        .stream().min(lowest ? order : order.reversed()).orElseThrow().address();
  }
}
