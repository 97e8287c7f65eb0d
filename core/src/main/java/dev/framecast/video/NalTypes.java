package dev.framecast.video;

/** The types of NAL units that matter here: H.264, table 7-1; H.265, table 7-1. */
final class NalTypes {
  static final int H264_SLICE = 1;
  static final int H264_PARTITION_A = 2;
  static final int H264_IDR = 5;
  static final int H264_SPS = 7;
  static final int H264_PPS = 8;

  static final int H265_RADL_N = 6;
  static final int H265_RASL_N = 8;
  static final int H265_RASL_R = 9;
  static final int H265_BLA_W_LP = 16;
  static final int H265_BLA_N_LP = 18;
  static final int H265_IDR_W_RADL = 19;
  static final int H265_IDR_N_LP = 20;
  static final int H265_CRA = 21;
  static final int H265_VPS = 32;
  static final int H265_SPS = 33;
  static final int H265_PPS = 34;
  static final int H265_END_OF_SEQUENCE = 36;
  static final int H265_END_OF_STREAM = 37;

  private NalTypes() {}

  static int h264(int header) {
    return header & 31;
  }

  static int h265(int header) {
    return (header >> 1) & 63;
  }

  static boolean isH265KeyFrame(int type) {
    return type >= H265_BLA_W_LP && type <= H265_CRA;
  }
}
