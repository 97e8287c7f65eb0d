package dev.framecast.rtsp.rtp;

/**
 * RFC 6184 in its two usual modes: NAL units alone, several in one packet (STAP-A), and in
 * fragments (FU-A). The interleaved mode is not for cameras.
 */
final class H264Payload extends PayloadFormat {
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int TYPE = 31;

  H264Payload() {
    super(1, 1, STAP_A, FU_A, TYPE);
  }

  @Override
  int kind(int header) {
    return NalKind.h264(header);
  }

  @Override
  int type(int header) {
    return header & TYPE;
  }

  @Override
  int withType(int header, int type) {
    return (header & ~TYPE) | type;
  }
}
