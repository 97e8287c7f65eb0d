package dev.framecast.rtsp.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.framecast.source.SourceException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A segment as it comes. A playlist in its place is an error: FFmpeg would read that one as well.
 */
final class NoPlaylist extends FilterInputStream {
  private static final byte[] PLAYLIST = SegmentPlaylist.BEGINNING.getBytes(US_ASCII);

  private final HttpFetch fetch;
  private byte[] first = {};
  private int given;
  private boolean looked;

  public NoPlaylist(InputStream in, HttpFetch fetch) {
    super(in);
    this.fetch = fetch;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (!looked) {
      first = in.readNBytes(PLAYLIST.length);
      looked = true;
    }
    if (Arrays.equals(first, PLAYLIST)) {
      throw fetch.fail(Kind.BROKEN, "a playlist where a segment should be");
    }
    int left = Math.min(first.length - given, count);
    if (left <= 0) {
      return super.read(bytes, from, count);
    }
    System.arraycopy(first, given, bytes, from, left);
    given += left;
    return left;
  }
}
