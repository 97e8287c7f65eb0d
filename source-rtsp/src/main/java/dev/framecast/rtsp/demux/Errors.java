package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DECODER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DEMUXER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_BAD_REQUEST;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_OTHER_4XX;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_SERVER_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_TOO_MANY_REQUESTS;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_OPTION_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PATCHWELCOME;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PROTOCOL_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_STREAM_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.nio.charset.StandardCharsets;

/** FFmpeg's error codes, told as what they mean for a camera. */
public final class Errors {
  // FFmpeg's own codes are four letters packed into a large number; small ones are the system's.
  private static final int LEAST_SYSTEM_ERROR = -100_000;

  // Linux's numbers, which are the same on all processors: only there are there such devices.
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int ENXIO = 6;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int ENODEV = 19;
  private static final int EINVAL = 22;
  private static final int ENOTTY = 25;
  private static final int ENOSPC = 28;

  private Errors() {}

  /** What went wrong while connecting. */
  static SourceException opening(Address address, int code) {
    if (code == AVERROR_INVALIDDATA || code == AVERROR_EOF) {
      // RTSP has this one code for a refusal to talk, a broken connection and an answer in another
      // protocol.
      return new SourceException(
          Kind.BROKEN,
          address.isFile()
              ? address + ": not a video file"
              : address + ": hung up, or answered with something else than a stream");
    }
    if (address.isRtmp() && (code == -EPERM || code == AVERROR_UNKNOWN)) {
      return error(
          Kind.NO_VIDEO,
          address,
          "the server refuses that stream, or this login; check path, user and password");
    }
    if (address.isSrt() && code == org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO()) {
      return error(
          Kind.UNREACHABLE,
          address,
          "no such host, or it refuses the connection; check passphrase and streamId");
    }
    return of(address, code);
  }

  /** What went wrong while pictures came. */
  static SourceException reading(Address address, int code) {
    if (code == AVERROR_EOF) {
      return new SourceException(Kind.ENDED, address + ": the camera ended the stream");
    }
    if (!address.isFile() && code == org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO()) {
      return error(Kind.UNREACHABLE, address, "the connection broke");
    }
    if (address.isDevice() && (code == -EINVAL || code == -ENOTTY)) {
      return error(Kind.BROKEN, address, "its driver has stopped");
    }
    return of(address, code);
  }

  /** Nothing came for so long. */
  static SourceException silent(Address address, boolean opened, long nanos) {
    String what = opened ? "no video" : "no answer";
    return error(Kind.UNREACHABLE, address, what + " for " + nanos / 1_000_000 + " ms");
  }

  /** Packets of another one would be decoded as what they are not. */
  static void requireSameCodec(Address address, int codec, int now) throws SourceException {
    if (now != codec) {
      throw error(Kind.ENDED, address, "the stream goes on in another codec");
    }
  }

  public static SourceException cancelled(Address address) {
    return new SourceException(Kind.ENDED, address + ": cancelled");
  }

  private static SourceException of(Address address, int code) {
    if (code == AVERROR_HTTP_UNAUTHORIZED) {
      return error(Kind.UNAUTHORIZED, address, "user and password are missing or wrong (401)");
    } else if (code == AVERROR_HTTP_FORBIDDEN) {
      return error(Kind.UNAUTHORIZED, address, "this user may not see that stream (403)");
    } else if (code == AVERROR_HTTP_NOT_FOUND || code == AVERROR_STREAM_NOT_FOUND) {
      return error(Kind.NO_VIDEO, address, "no such stream there (404); check the path");
    } else if (code == AVERROR_HTTP_TOO_MANY_REQUESTS) {
      return error(Kind.BUSY, address, "too many requests (429)");
    } else if (code == AVERROR_HTTP_BAD_REQUEST || code == AVERROR_HTTP_OTHER_4XX) {
      return error(Kind.NO_VIDEO, address, "the camera refuses that stream (4xx); check the path");
    } else if (code == AVERROR_HTTP_SERVER_ERROR) {
      return error(Kind.UNREACHABLE, address, "the camera cannot serve at present (5xx)");
    } else if (code == AVERROR_PROTOCOL_NOT_FOUND
        || code == AVERROR_DEMUXER_NOT_FOUND
        || code == AVERROR_DECODER_NOT_FOUND
        || code == AVERROR_OPTION_NOT_FOUND
        || code == AVERROR_PATCHWELCOME) {
      return error(Kind.UNSUPPORTED, address, text(code));
    } else if (address.isDevice()) {
      return ofDevice(address, code);
    } else if (code == org.bytedeco.ffmpeg.presets.avutil.AVERROR_EINVAL()) {
      return error(Kind.UNSUPPORTED, address, "FFmpeg refuses an option's value or the stream");
    } else if (code < LEAST_SYSTEM_ERROR) {
      return error(Kind.BROKEN, address, text(code));
    } else if (address.isFile()) {
      return error(Kind.NO_VIDEO, address, text(code));
    } else if (code == org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO()) {
      return error(Kind.UNREACHABLE, address, "no such host, or the connection broke");
    }
    return error(Kind.UNREACHABLE, address, text(code));
  }

  /** The system's codes, as drivers use them. */
  private static SourceException ofDevice(Address address, int code) {
    return switch (-code) {
      // FFmpeg keeps what it has opened when the camera does not start.
      case EBUSY ->
          error(
              Kind.BUSY,
              address,
              "in use by another program, or by this one since it did not start once");
      case ENOSPC ->
          error(
              Kind.UNSUPPORTED,
              address,
              "USB has no room for it beside the others: take a smaller size or rate, or another"
                  + " port");
      case ENOENT, ENODEV, ENXIO ->
          error(Kind.UNPLUGGED, address, "there is no camera, or not any more");
      case EACCES, EPERM ->
          error(
              Kind.UNAUTHORIZED,
              address,
              "this user may not open it; on most systems those of the group \"video\" may");
      case EINVAL, ENOTTY ->
          error(
              Kind.UNSUPPORTED,
              address,
              "the camera has no such format, size or rate;"
                  + " v4l2-ctl --list-formats-ext tells which it has");
      default -> error(Kind.BROKEN, address, text(code));
    };
  }

  private static SourceException error(Kind kind, Address address, String text) {
    return new SourceException(kind, address + ": " + text);
  }

  /** FFmpeg's or the system's own words for a code. */
  public static String text(int code) {
    byte[] buffer = new byte[128];
    av_strerror(code, buffer, buffer.length);
    int length = 0;
    while (length < buffer.length && buffer[length] != 0) {
      length++;
    }
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }
}
