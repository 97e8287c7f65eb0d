package dev.framecast.rtsp.wire;

/** How RTP comes. */
public enum RtpTransport {
  /** Inside of the RTSP connection. */
  TCP("TCP"),
  /** Datagrams to ports of ours. */
  UDP("UDP"),
  /** Datagrams to a group that many can join. */
  MULTICAST("UDP multicast"),
  /** As TCP, and the RTSP connection inside of two of HTTP. */
  HTTP("RTSP over HTTP");

  private final String words;

  RtpTransport(String words) {
    this.words = words;
  }

  public boolean isInterleaved() {
    return this == TCP || this == HTTP;
  }

  /** For messages. */
  @Override
  public String toString() {
    return words;
  }
}
