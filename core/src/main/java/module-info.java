/** Frames, the latest-frame ring, capture supervision, the MJPEG format and the HTTP rules. */
@SuppressWarnings("module") // the friends of dev.framecast.internal are built after this module
module dev.framecast.core {
  requires transitive java.desktop;
  requires transitive java.net.http;
  requires static transitive org.jspecify;

  exports dev.framecast;
  exports dev.framecast.http;
  exports dev.framecast.internal to
      dev.framecast.netty,
      dev.framecast.rtsp,
      dev.framecast.servlet,
      dev.framecast.source.webcam;
  exports dev.framecast.jpeg;
  exports dev.framecast.mjpeg;
  exports dev.framecast.ring;
  exports dev.framecast.sink;
  exports dev.framecast.source;

  uses dev.framecast.jpeg.RenditionMaker.Provider;
}
