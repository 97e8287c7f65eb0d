package dev.framecast.rtsp;

import static dev.framecast.rtsp.HlsTest.playlist;
import static dev.framecast.rtsp.HlsTest.segment;

import dev.framecast.rtsp.testcamera.HlsServer;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with eight segments of 0.4 s, and playlists of them. */
abstract class HlsFixture {
  static final String END = "#EXT-X-ENDLIST";

  HlsServer server;

  @BeforeEach
  void segments() throws Exception {
    server = new HlsServer();
    for (int i = 0; i < 8; i++) {
      server.on("/" + i + ".ts", segment(i));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Gives the playlist of each request, which are counted from 0. */
  FrameSource changing(IntFunction<String> playlist) {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "/live.m3u8",
        exchange -> {
          byte[] text = playlist.apply(asked.getAndIncrement()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
        });
    return FrameSources.of(server.uri("/live.m3u8"));
  }

  FrameSource film(String playlist) {
    return changing(asked -> playlist);
  }

  /** How many pictures are shown; some are skipped while the machine is busy. */
  static int shown(FrameSource source) throws Exception {
    int shown = 0;
    try (FrameSession session = source.open()) {
      while (session.advance()) {
        shown++;
      }
    }
    return shown;
  }

  /** Packets of MPEG-TS that have nothing in them. */
  static byte[] empty(int packets) {
    byte[] bytes = new byte[188 * packets];
    for (int i = 0; i < bytes.length; i += 188) {
      bytes[i] = 0x47;
      bytes[i + 1] = 0x1f;
      bytes[i + 2] = (byte) 0xff;
      bytes[i + 3] = 0x10;
    }
    return bytes;
  }
}
