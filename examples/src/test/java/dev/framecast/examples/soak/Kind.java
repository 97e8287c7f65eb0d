package dev.framecast.examples.soak;

/** The kinds of cameras that need nothing from outside. */
enum Kind {
  PATTERN,
  HTTP,
  JPEGS,
  RTSP,
  IMAGES,
  SUB_STREAM,
  OWN,
  RTSP_MJPEG
}
