package dev.framecast.rtsp.rtp;

/**
 * RFC 7798 without decoding order numbers: NAL units alone, several in one packet (AP), and in
 * fragments (FU).
 */
final class H265Payload extends PayloadFormat {
  private static final int AGGREGATION = 48;
  private static final int FRAGMENT = 49;
  private static final int TYPE = 63;

  H265Payload() {
    super(2, 2, AGGREGATION, FRAGMENT, TYPE);
  }

  @Override
  int kind(int header) {
    return NalKind.h265(header);
  }

  @Override
  int type(int header) {
    return (header >> 1) & TYPE;
  }

  @Override
  int withType(int header, int type) {
    return (header & ~(TYPE << 1)) | (type << 1);
  }
}
