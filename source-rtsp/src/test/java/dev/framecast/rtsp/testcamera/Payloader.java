package dev.framecast.rtsp.testcamera;

import java.util.List;

/** Cuts a coded picture into RTP payloads. */
@FunctionalInterface
public interface Payloader {
  /** What fits into a datagram beside the headers. */
  int ROOM = 1400;

  List<byte[]> payloads(byte[] picture);
}
