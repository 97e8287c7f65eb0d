package dev.framecast.rtsp.demux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_CUSTOM_IO;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO;

import dev.framecast.rtsp.ffmpeg.Interrupt;
import dev.framecast.rtsp.http.HlsRequests;
import dev.framecast.rtsp.http.HttpFetch;
import dev.framecast.rtsp.http.HttpUris;
import dev.framecast.rtsp.http.SegmentRequest;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * HLS, FLV and MPEG-TS over HTTP: the requests are ours ({@link HttpFetch}), FFmpeg reads what they
 * bring. So a playlist can have nothing opened but addresses of http and https, and of its variants
 * only the chosen one is fetched. Confined to the session's thread.
 */
final class HttpInput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;

  /** By how much more than other streams HLS may be silent: segments come when complete. */
  static final long SEGMENT_NANOS = 15_000_000_000L;

  private static final long MOST_RECORDED = 1L << 40;

  private final Address address;
  private final SessionOptions options;
  private final Interrupt interrupt;
  private final HttpFetch fetch;
  private final HlsRequests hls;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private boolean hasEnd;
  private final Map<Long, Piece> pieces = new HashMap<>();
  private long lastPiece;
  private @Nullable SourceException failure;
  private @Nullable Throwable defect;

  /** What FFmpeg has open. */
  private record Piece(AVIOContext io, InputStream in) {}

  HttpInput(Address address, SessionOptions options, Interrupt interrupt) throws SourceException {
    this.address = address;
    this.options = options;
    this.interrupt = interrupt;
    fetch = new HttpFetch(address.toString(), start(), address.credentials(), options.client());
    hls =
        new HlsRequests(
            fetch, address.toString(), interrupt::sleepUntil, options.memory()::nothingNewer);
    interrupt.onCancel(fetch::cancel);
  }

  private URI start() throws SourceException {
    return HttpUris.parse(address.scheme() + "://" + address.place(), address.toString());
  }

  /** Connects; returns FFmpeg's code. */
  int open(AVFormatContext context) throws SourceException {
    try {
      return openStream(context);
    } catch (SourceException e) {
      if (interrupt.isCancelled() || interrupt.isTimedOut()) {
        return AVERROR_EXIT; // what was ended does not know why
      }
      throw e;
    }
  }

  private int openStream(AVFormatContext context) throws SourceException {
    HttpFetch.Answer answer;
    if (address.isHls()) {
      answer = hls.open(start(), options.lowestVariant());
      context.io_open(Opener.INSTANCE);
      context.io_close2(Closer.INSTANCE);
    } else {
      answer = fetch.get(start(), 0, 0);
      hasEnd = isOfRecording(answer.length());
    }
    context.flags(context.flags() | AVFMT_FLAG_CUSTOM_IO); // what is ours, FFmpeg must not free
    context.pb(piece(answer.body()).io());
    limit();
    try (OpenOptions wanted = new OpenOptions(address, options);
        BytePointer url = new BytePointer(answer.uri().toString(), UTF_8)) {
      if (hls.isLive()) { // the time-out must come first
        long nanos = options.timeout().toNanos() + SEGMENT_NANOS;
        wanted.waitForSegments(HlsRequests.reloads(2 * nanos));
      }
      int code =
          avformat_open_input(
              context, url, av_find_input_format(address.format()), wanted.dictionary());
      if (code >= 0) {
        wanted.requireAllTaken();
      }
      return code;
    }
  }

  /** Of what is live some announce the largest number that they know. */
  private static boolean isOfRecording(long length) {
    return length > 0
        && length <= MOST_RECORDED
        && length != Integer.MAX_VALUE
        && length != 0xFFFF_FFFFL;
  }

  private Piece piece(InputStream in) {
    long number = ++lastPiece;
    BytePointer bytes = new BytePointer(av_malloc(BUFFER_BYTES));
    AVIOContext io =
        avio_alloc_context(bytes, BUFFER_BYTES, 0, new Handle(number), Reader.INSTANCE, null, null);
    io.seekable(0);
    Piece made = new Piece(io, in);
    pieces.put(number, made);
    return made;
  }

  /** Before each of FFmpeg's calls but its last. A defect is one though FFmpeg could go on. */
  void next() {
    rethrowDefect();
    limit();
  }

  /** Before each of FFmpeg's calls: whose requests it makes. */
  void limit() {
    Reader.CURRENT.set(this);
  }

  /** Throws what FFmpeg was told as a mere number. */
  void rethrow() throws SourceException {
    rethrowDefect();
    hls.requireKey();
    if (failure != null && !interrupt.isTimedOut()) { // what was ended does not know why
      throw failure;
    }
  }

  private void rethrowDefect() {
    if (defect instanceof Error error) {
      throw error;
    }
    if (defect instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Whether it is one answer of a length that was announced: what is live has none. */
  boolean hasEnd() {
    return hasEnd;
  }

  boolean isWornOut() {
    return hls.isWornOut();
  }

  private int read(long number, BytePointer to, int size) throws IOException {
    Piece piece = pieces.get(number);
    if (piece == null) {
      return AVERROR_EOF;
    }
    int count = piece.in().read(buffer, 0, Math.min(size, buffer.length));
    if (count < 0) {
      return AVERROR_EOF;
    }
    to.put(buffer, 0, count);
    return count;
  }

  private void openPiece(String url, @Nullable AVDictionary wanted, PointerPointer<?> io)
      throws IOException {
    SegmentRequest request = new SegmentRequest(url, wanted, address.toString());
    InputStream body = hls.get(request);
    failure = null;
    io.put(0, piece(body).io());
  }

  private void closePiece(AVIOContext io) {
    Pointer number = io.opaque();
    close(number == null ? null : pieces.remove(number.address()));
  }

  private static void close(@Nullable Piece piece) {
    if (piece == null) {
      return;
    }
    try {
      piece.in().close();
    } catch (IOException e) {
      // Nothing more is wanted of it.
    }
    av_free(piece.io().buffer());
    avio_context_free(piece.io());
  }

  /** Must come after FFmpeg has closed its part. */
  @Override
  public void close() {
    Reader.CURRENT.remove();
    fetch.close();
    pieces.values().forEach(HttpInput::close);
    pieces.clear();
  }

  private int failed(Throwable e) {
    if (e instanceof SourceException source) {
      failure = source;
    } else if (e instanceof IOException && e.getCause() instanceof GeneralSecurityException) {
      failure = fetch.fail(Kind.BROKEN, "an encrypted segment does not decrypt with its key");
    } else if (e instanceof IOException) {
      failure = fetch.fail(Kind.UNREACHABLE, "the connection broke");
    } else {
      defect = e;
      return AVERROR_EXIT;
    }
    return AVERROR_EIO();
  }

  /** A number where C would carry an address. */
  private static final class Handle extends Pointer {
    Handle(long number) {
      address = number;
    }
  }

  // JavaCPP gives a callback class only ten native functions, and the eleventh instance is never
  // called; so each of these is one for all, and the thread tells whose requests are meant.

  private static final class Reader extends Read_packet_Pointer_BytePointer_int {
    static final Reader INSTANCE = new Reader();

    private static final ThreadLocal<HttpInput> CURRENT = new ThreadLocal<>();

    @Override
    public int call(Pointer opaque, BytePointer to, int size) {
      HttpInput input = CURRENT.get();
      if (input == null) {
        return AVERROR_EXIT;
      }
      try {
        return input.read(opaque.address(), to, size);
      } catch (IOException | RuntimeException | Error e) {
        return input.failed(e);
      }
    }
  }

  private static final class Opener
      extends AVFormatContext
          .Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
    static final Opener INSTANCE = new Opener();

    @Override
    @SuppressWarnings("rawtypes")
    public int call(
        AVFormatContext context,
        PointerPointer io,
        BytePointer url,
        int flags,
        PointerPointer wanted) {
      HttpInput input = Reader.CURRENT.get();
      if (input == null) {
        return AVERROR_EXIT;
      }
      try {
        AVDictionary dictionary = wanted == null ? null : new AVDictionary(wanted.get(0));
        input.openPiece(url.getString(UTF_8), dictionary, io);
        return 0;
      } catch (IOException | RuntimeException | Error e) {
        return input.failed(e);
      }
    }
  }

  private static final class Closer extends AVFormatContext.Io_close2_AVFormatContext_AVIOContext {
    static final Closer INSTANCE = new Closer();

    @Override
    public int call(AVFormatContext context, AVIOContext io) {
      HttpInput input = Reader.CURRENT.get();
      try {
        if (input != null) {
          input.closePiece(io);
        }
      } catch (RuntimeException | Error e) { // which would end the JVM
        return input.failed(e);
      }
      return 0;
    }
  }
}
