package dev.framecast.rtsp.http;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.InputStream;
import java.net.URI;
import java.util.function.LongConsumer;

/**
 * What is fetched of an HLS stream: the playlist, again and again while it is live, and what it
 * names. Confined to the session's thread, and blocks it.
 */
public final class HlsRequests {
  private static final int MAX_URL_CHARS = 4_096; // FFmpeg would cut off the rest
  private static final long MOST_MAPS = 25_000_000;
  private static final long RELOAD_NANOS = 250_000_000L;

  private final HttpFetch fetch;
  private final String description;
  private final LongConsumer sleepUntil;
  private final MissingPieces missing = new MissingPieces();
  private String playlist = "";
  private boolean live;
  private long maps; // bytes
  private long loaded;

  /**
   * Requests nothing yet.
   *
   * @param description the address for messages
   * @param sleepUntil how to wait for a time of {@link System#nanoTime()}
   */
  public HlsRequests(HttpFetch fetch, String description, LongConsumer sleepUntil) {
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
    return new HttpFetch.Answer(answer.uri(), segments(text, answer.uri()));
  }

  private InputStream segments(String text, URI uri) throws SourceException {
    SegmentPlaylist segments = SegmentPlaylist.of(text, uri, fetch);
    live = !segments.hasEnd();
    maps += segments.maps();
    loaded = System.nanoTime();
    return segments.stream();
  }

  /** What FFmpeg asks for next. */
  public InputStream get(SegmentRequest request) throws SourceException {
    URI uri = request.uri();
    if (withoutDots(uri).equals(playlist)) {
      missing.requireFew();
      sleepUntil.accept(loaded + RELOAD_NANOS);
      return segments(SegmentPlaylist.read(fetch.get(uri, 0, 0).body(), fetch), uri);
    }
    String piece = uri + " " + request.from();
    missing.check(piece);
    HttpFetch.Answer answer;
    try {
      answer = fetch.get(uri, request.from(), request.end());
    } catch (SourceException e) {
      missing.add(piece, e);
      throw e;
    }
    missing.clear();
    return new NoPlaylist(request.decrypted(answer.body()), fetch);
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

  /** Whether FFmpeg keeps so much of what it has read that it had better be opened anew. */
  public boolean isWornOut() {
    return maps > MOST_MAPS;
  }
}
