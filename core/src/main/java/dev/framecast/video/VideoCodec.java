package dev.framecast.video;

/** How video is coded. More will come: a switch needs a default. */
public enum VideoCodec {
  /** ITU-T H.264, MPEG-4 Part 10 or AVC. */
  H264("video/h264"),

  /** ITU-T H.265, MPEG-H Part 2 or HEVC. */
  H265("video/h265");

  private final String contentType;

  VideoCodec(String contentType) {
    this.contentType = contentType;
  }

  /** {@return the MIME type of one access unit with start codes, such as {@code video/h264}} */
  public String contentType() {
    return contentType;
  }
}
