package dev.framecast.rtsp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A playlist of segments as it is handed to FFmpeg, which would open, as well, all else that is
 * named in it, and does not expect that a playlist changes its kind. Immutable.
 */
final class SegmentPlaylist {
  static final String BEGINNING = "#EXTM3U";
  private static final int MAX_BYTES = 4 << 20;

  /** For a day in segments of two seconds, each with a key, FFmpeg takes a quarter of that. */
  private static final long MOST_KEPT = 64L << 20;

  /** Of each segment and initialization, beside its address. */
  private static final int ENTRY_BYTES = 200;

  private static final String KEY = "#EXT-X-KEY:";
  private static final String MAP = "#EXT-X-MAP:";

  /** Which have FFmpeg make further playlists. */
  private static final List<String> OTHERS =
      List.of("#EXT-X-MEDIA:", "#EXT-X-STREAM-INF", "#EXT-X-I-FRAME-STREAM-INF");

  private static final Pattern SEQUENCE = tag("#EXT-X-MEDIA-SEQUENCE:");
  private static final Pattern TARGET = tag("#EXT-X-TARGETDURATION:");
  private static final Pattern MAP_URI = uri(MAP);
  private static final Pattern KEY_URI = uri(KEY);
  private static final Pattern RANGE = Pattern.compile("BYTERANGE=\"\\d+@(\\d{1,18})\"");

  private final String text;
  private final int folder;

  private SegmentPlaylist(String text, int folder) {
    this.text = text;
    this.folder = folder;
  }

  private static Pattern uri(String tag) {
    return Pattern.compile("^" + tag + ".*?URI=\"([^\"]*)\".*", Pattern.MULTILINE);
  }

  private static Pattern tag(String name) {
    return Pattern.compile("^" + name + "\\s*(\\d{1,18})", Pattern.MULTILINE);
  }

  /**
   * Of a playlist's text; fails if it has variants, or names more than FFmpeg may keep.
   *
   * @param uri its own address, by which FFmpeg completes those in it
   */
  public static SegmentPlaylist of(String text, URI uri, HttpFetch fetch) throws SourceException {
    if (MasterPlaylist.parse(text) != null) {
      throw fetch.fail(Kind.BROKEN, "a playlist of variants where one of segments should be");
    }
    SegmentPlaylist made =
        new SegmentPlaylist(
            text.lines()
                .filter(line -> OTHERS.stream().noneMatch(line.strip()::startsWith))
                .collect(Collectors.joining("\n", "", "\n")),
            uri.toString().replaceFirst("\\?.*", "").lastIndexOf('/') + 1);
    if (made.kept(false) > MOST_KEPT) {
      throw fetch.fail(
          Kind.UNSUPPORTED,
          "a playlist with too many segments for addresses of that length: they would take more"
              + " than 64 MiB");
    }
    return made;
  }

  /**
   * A playlist of any kind; closes what it is read from. May block.
   *
   * @throws SourceException also if it is none, or too large
   */
  public static String read(InputStream body, HttpFetch fetch) throws SourceException {
    try (body) {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw fetch.fail(Kind.UNSUPPORTED, "a playlist of more than 4 MiB");
      }
      String text = new String(bytes, UTF_8).replaceFirst("^\\uFEFF", "");
      if (!text.startsWith(BEGINNING)) {
        throw fetch.fail(Kind.NO_VIDEO, "answered with something else than an HLS playlist");
      }
      if (text.indexOf('\0') >= 0) { // a line's end for FFmpeg, and not for us
        throw fetch.fail(Kind.BROKEN, "a zero byte in an HLS playlist");
      }
      return text;
    } catch (SourceException e) {
      throw e;
    } catch (IOException e) {
      throw fetch.fail(Kind.UNREACHABLE, "the connection broke");
    }
  }

  /** Whether nothing will be added to it. */
  public boolean hasEnd() {
    return text.lines().anyMatch(line -> line.startsWith("#EXT-X-ENDLIST"));
  }

  /** Bytes of the initializations of MP4 that it names. FFmpeg keeps them until it is closed. */
  public long maps() {
    return kept(true);
  }

  /**
   * About how many bytes FFmpeg takes for what is named: of each the whole address, and that of the
   * key once more.
   */
  private long kept(boolean mapsAlone) {
    long bytes = 0;
    long key = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      boolean named = line.startsWith(MAP) || (!mapsAlone && !line.startsWith("#"));
      if (line.startsWith(KEY)) {
        key = (long) folder + line.length();
      } else if (named && !line.isEmpty()) {
        bytes += ENTRY_BYTES + folder + line.length() + key;
      }
    }
    return bytes;
  }

  /** What the newest segment is called, with its number. */
  public String newest() {
    List<String> segments =
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    String last = segments.isEmpty() ? "" : segments.get(segments.size() - 1);
    return number(SEQUENCE, 0) + " " + segments.size() + " " + last;
  }

  /** How long a segment is at most, in seconds. */
  public long targetSeconds() {
    return number(TARGET, 10);
  }

  private long number(Pattern tag, long otherwise) {
    Matcher value = tag.matcher(text);
    return value.find() ? Long.parseLong(value.group(1)) : otherwise;
  }

  /** Where initializations of MP4 are: addresses with their first bytes. */
  public Set<String> initializations(URI base, String description) {
    return places(MAP_URI, base, description);
  }

  /** Where keys are, in the same way. */
  public Set<String> keys(URI base, String description) {
    return places(KEY_URI, base, description);
  }

  private Set<String> places(Pattern tag, URI base, String description) {
    Set<String> found = new HashSet<>();
    Matcher named = tag.matcher(text);
    while (named.find()) {
      Matcher from = RANGE.matcher(named.group());
      try {
        URI uri = HttpUris.resolve(base, named.group(1), description);
        found.add(HlsRequests.place(uri, from.find() ? Long.parseLong(from.group(1)) : 0));
      } catch (SourceException e) {
        // FFmpeg cannot have it opened either.
      }
    }
    return found;
  }

  public InputStream stream() {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
