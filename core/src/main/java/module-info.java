/** Frames, the latest-frame ring, capture supervision, the MJPEG format and the HTTP rules. */
@SuppressWarnings("module") // the friends of the qualified exports are built after this module
module dev.framecast.core {
  requires transitive java.desktop;
  requires static jdk.jfr;
  requires static transitive org.jspecify;

  exports dev.framecast;
  exports dev.framecast.access;
  exports dev.framecast.camera;
  exports dev.framecast.discovery;
  exports dev.framecast.frame;
  exports dev.framecast.http;
  exports dev.framecast.jpeg;
  exports dev.framecast.mjpeg;
  exports dev.framecast.ring;
  exports dev.framecast.source;
  exports dev.framecast.source.http;
  exports dev.framecast.source.image;
  exports dev.framecast.video;
  exports dev.framecast.encode to
      dev.framecast.rtsp,
      dev.framecast.webcam;
  exports dev.framecast.internal to
      dev.framecast.nats,
      dev.framecast.netty,
      dev.framecast.rtsp,
      dev.framecast.servlet,
      dev.framecast.webcam;
  exports dev.framecast.internal.http to
      dev.framecast.rtsp;
  exports dev.framecast.metrics to
      dev.framecast.micrometer;
  exports dev.framecast.source.common to
      dev.framecast.webcam;
  exports dev.framecast.stream to
      dev.framecast.netty,
      dev.framecast.servlet;

  uses dev.framecast.encode.RenditionEncoder.Provider;
  uses dev.framecast.source.SourceProvider;

  provides dev.framecast.source.SourceProvider with
      dev.framecast.source.provider.HttpSourceProvider,
      dev.framecast.source.provider.TestPatternProvider;
}
