package dev.framecast.rtsp.wire;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;

/** What a camera's refusals mean, each in its own words (RFC 2326, 7.1.1). */
public final class Status {
  private Status() {}

  /** The error for this answer to this request. */
  public static SourceException error(Target target, String method, int status) {
    Kind kind =
        switch (status) {
          case 401, 402, 403, 407 -> Kind.UNAUTHORIZED;
          case 400, 404, 410, 414 -> Kind.NO_VIDEO;
          case 429, 453, 503 -> Kind.BUSY;
          case 408, 454, 455, 462, 500, 502, 504 -> Kind.UNREACHABLE;
          default ->
              status < 500 || status == 501 || status == 505 || status == 551
                  ? Kind.UNSUPPORTED
                  : Kind.UNREACHABLE;
        };
    return target.error(kind, words(method, status) + " (" + status + " to " + method + ")");
  }

  private static String words(String method, int status) {
    return switch (status) {
      case 400 -> "the camera finds something wrong with the request or the address";
      case 401, 407 -> "user and password are missing or wrong";
      case 402 -> "the camera wants to be paid";
      case 403 -> "this user may not see that stream";
      case 404 -> "no such stream there; check the path";
      case 405 -> "the camera does not allow " + method + " for this stream";
      case 406 -> "the camera cannot give the stream in the form that was asked for";
      case 408 -> "the camera waited too long for us";
      case 410 -> "that stream is gone; check the path";
      case 414 -> "the address is too long for the camera";
      case 415 -> "the camera does not know the form that was asked for";
      case 429 -> "too many requests";
      case 451 -> "the camera does not understand a parameter";
      case 453 -> "not enough bandwidth: too many may be watching";
      case 454 -> "the camera has forgotten the session";
      case 455 -> "the camera is not in the state for that";
      case 456 -> "the camera refuses a header";
      case 457 -> "the camera has no such time range";
      case 458 -> "a parameter is read-only";
      case 459 -> "the camera wants each track asked for by itself";
      case 460 -> "the camera wants all tracks asked for together";
      case 461 -> "the camera refuses this transport";
      case 462 -> "the camera cannot reach this machine";
      case 463, 464, 465 -> "the camera wants encrypted RTP, which is not known here";
      case 500 -> "the camera has an internal error";
      case 501 -> "the camera does not know " + method;
      case 502, 504 -> "something between here and the camera cannot reach it";
      case 503 -> "the camera cannot serve at present; too many may be watching";
      case 505 -> "the camera wants another version of RTSP";
      case 551 -> "the camera does not support an option";
      default -> status < 500 ? "the camera refuses" : "the camera has failed";
    };
  }
}
