package dev.framecast.rtsp.http;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is fetched of an HLS stream: the playlist, again and again while it is live, and what it
 * names. Confined to the session's thread, and blocks it.
 */
public final class HlsRequests {
  private static final int MAX_URL_CHARS = 4_096; // FFmpeg would cut off the rest
  private static final long MOST_MAPS = 25_000_000;
  private static final int MAX_INITIALIZATION = 1 << 20; // FFmpeg reads no more
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** What stands behind where a live playlist is begun; then there is nothing that is live. */
  private static final int STALE_SEGMENTS = 3;

  private static final long MOST_TARGET = 3_600;
  private static final long RELOAD_NANOS = 250_000_000L;

  private final HttpFetch fetch;
  private final String description;
  private final LongConsumer sleepUntil;
  private final ToLongFunction<String> nothingNewer;
  private final MissingPieces missing = new MissingPieces();
  private String playlist = "";
  private Set<String> initializations = Set.of();
  private Set<String> keys = Set.of();
  private @Nullable SourceException noKey;
  private byte[] initialization = {};
  private boolean changed;
  private boolean live;
  private long still;
  private long targetNanos;
  private long maps; // bytes
  private long loaded;

  /**
   * Requests nothing yet.
   *
   * @param description the address for messages
   * @param sleepUntil how to wait for a time of {@link System#nanoTime()}
   * @param nothingNewer for how many nanoseconds a segment has been the newest, as far as is known
   *     of earlier sessions
   */
  public HlsRequests(
      HttpFetch fetch,
      String description,
      LongConsumer sleepUntil,
      ToLongFunction<String> nothingNewer) {
    this.nothingNewer = nothingNewer;
    this.fetch = fetch;
    this.description = description;
    this.sleepUntil = sleepUntil;
  }

  /**
   * The playlist of segments: the address's own, or that of one of its variants.
   *
   * @param lowest whether the variant with the fewest bits a second is wanted, and not the most
   */
  public HttpFetch.Answer open(URI start, boolean lowest) throws SourceException {
    HttpFetch.Answer answer = fetch.get(start, 0, 0);
    String text = SegmentPlaylist.read(answer.body(), fetch);
    MasterPlaylist variants = MasterPlaylist.parse(text);
    if (variants != null) {
      URI chosen = HttpUris.resolve(answer.uri(), variants.choose(lowest), description);
      answer = fetch.get(chosen, 0, 0);
      text = SegmentPlaylist.read(answer.body(), fetch);
    }
    String at = answer.uri().toString();
    if (at.length() >= MAX_URL_CHARS) {
      throw fetch.fail(Kind.UNSUPPORTED, "a playlist's address of 4096 characters or more");
    }
    playlist = withoutDots(answer.uri());
    InputStream segments = segments(answer.uri(), text);
    if (live && still > STALE_SEGMENTS * targetNanos) { // which have all been shown
      throw fetch.fail(
          Kind.UNREACHABLE, "the playlist has no new segment for " + still / SECOND_NANOS + " s");
    }
    return new HttpFetch.Answer(answer.uri(), segments, 0);
  }

  private InputStream segments(URI base, String text) throws SourceException {
    SegmentPlaylist segments = SegmentPlaylist.of(text, base, fetch);
    live = !segments.hasEnd();
    still = nothingNewer.applyAsLong(segments.newest());
    targetNanos = Math.min(segments.targetSeconds(), MOST_TARGET) * SECOND_NANOS;
    long more = segments.maps();
    if (more > MOST_MAPS) { // it would be opened anew without end
      throw fetch.fail(
          Kind.UNSUPPORTED,
          "a playlist that names more initializations (EXT-X-MAP) than can be kept");
    }
    maps += more;
    initializations = segments.initializations(base, description);
    keys = segments.keys(base, description);
    loaded = System.nanoTime();
    return segments.stream();
  }

  /** What FFmpeg asks for next. */
  public InputStream get(SegmentRequest request) throws SourceException {
    URI uri = request.uri();
    if (withoutDots(uri).equals(playlist)) {
      missing.requireFew();
      sleepUntil.accept(loaded + RELOAD_NANOS);
      HttpFetch.Answer again = fetch.get(uri, 0, 0);
      return segments(again.uri(), SegmentPlaylist.read(again.body(), fetch));
    }
    String piece = uri + " " + request.from();
    missing.check(piece);
    boolean isKey = keys.contains(place(uri, request.from()));
    HttpFetch.Answer answer;
    try {
      if (request.isEncrypted()) {
        requireKey();
      }
      answer = fetch.get(uri, request.from(), request.end());
    } catch (SourceException e) {
      noKey = isKey ? e : noKey;
      missing.add(piece, e);
      throw e;
    }
    noKey = isKey ? null : noKey;
    missing.clear();
    InputStream plain = new NoPlaylist(request.decrypted(answer.body()), fetch);
    return initializations.contains(place(uri, request.from())) ? initialization(plain) : plain;
  }

  /** Fails if what is read now could not be decrypted: FFmpeg asks once for a key. */
  public void requireKey() throws SourceException {
    if (noKey != null) {
      throw noKey;
    }
  }

  /** FFmpeg reads the first one only, and would decode what follows another one by that. */
  private InputStream initialization(InputStream in) throws SourceException {
    try (in) {
      byte[] bytes = in.readNBytes(MAX_INITIALIZATION);
      changed |= initialization.length > 0 && !Arrays.equals(initialization, bytes);
      initialization = bytes;
      return new ByteArrayInputStream(bytes);
    } catch (SourceException e) {
      throw e;
    } catch (IOException e) {
      throw fetch.fail(Kind.UNREACHABLE, "the connection broke");
    }
  }

  /** Where a piece begins. */
  static String place(URI uri, long from) {
    return withoutDots(uri) + " " + from;
  }

  /** An address as FFmpeg may write it otherwise than we. */
  private static String withoutDots(URI uri) {
    return uri.normalize().toString().replaceFirst("^(\\w+://[^/]*)(/\\.\\.)+(?=/)", "$1");
  }

  /** Whether segments will be added to the playlist. */
  public boolean isLive() {
    return live;
  }

  /** How often it is read again in that time, at most. */
  public static long reloads(long nanos) {
    return nanos / RELOAD_NANOS;
  }

  /**
   * Whether FFmpeg had better be opened anew: it keeps too much of what it has read, or what
   * follows has another initialization.
   */
  public boolean isWornOut() {
    return maps > MOST_MAPS || changed;
  }
}
