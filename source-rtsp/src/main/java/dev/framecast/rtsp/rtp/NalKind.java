package dev.framecast.rtsp.rtp;

/** What kind of NAL unit one is, as far as putting pictures together needs it. */
final class NalKind {
  /** A slice of a picture. */
  static final int SLICE = 1;

  /** Of one that decoding can begin with. */
  static final int KEY = 2;

  /** H.264's supplemental information, which may announce that decoding can begin. */
  static final int SEI = 4;

  private NalKind() {}

  /** Of H.264, by the first byte. */
  static int h264(int header) {
    return switch (header & 31) {
      case 1, 2 -> SLICE;
      case 5 -> SLICE | KEY;
      case 6 -> SEI;
      default -> 0;
    };
  }

  /** Of H.265, by the first byte. */
  static int h265(int header) {
    int type = (header >> 1) & 63;
    if (type >= 16 && type <= 23) {
      return SLICE | KEY;
    }
    return type < 16 ? SLICE : 0;
  }
}
