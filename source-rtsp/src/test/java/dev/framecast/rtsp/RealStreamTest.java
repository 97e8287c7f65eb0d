package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.CameraState;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Certificate;
import dev.framecast.rtsp.testcamera.HlsServer;
import dev.framecast.rtsp.testcamera.TlsFront;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams as the {@code ffmpeg} of the system sends them, for a minute each. */
@Tag("real")
@Timeout(300)
class RealStreamTest {
  private static final long SETTLE_NANOS = 10_000_000_000L;
  private static final long WATCH_NANOS = 60_000_000_000L;
  private static final String H264 = "-c:v libx264 -preset ultrafast -tune zerolatency -g 50";

  @TempDir Path folder;

  private final List<Process> senders = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() throws Exception {
    for (Process sender : senders) {
      sender.destroy();
      assertThat(sender.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    threads.shutdownNow();
  }

  private void send(String how) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-loglevel", "error"));
    String source = "-re -f lavfi -i testsrc2=size=640x360:rate=25 " + H264 + " " + how;
    command.addAll(Arrays.asList(source.split(" ", -1)));
    senders.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  private static int tcpPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static int udpPort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void hls(HlsServer server, String name, String how) throws IOException {
    Path files = Files.createDirectory(folder.resolve(name));
    server.files("/" + name + "/", files);
    send("-f hls -hls_time 2 -hls_list_size 6 " + how + " " + files.resolve("live.m3u8"));
    Shots.await(() -> Files.exists(files.resolve("live.m3u8")));
  }

  @Test
  void eachIsShownForAMinuteWithoutAStall() throws Exception {
    int rtmp = tcpPort();
    int srt = udpPort();
    int called = udpPort();
    int udp = udpPort();
    int flv = tcpPort();
    int overTls = tcpPort();
    Certificate certificate = new Certificate(folder);
    try (HlsServer server = new HlsServer();
        TlsFront front = new TlsFront(certificate, overTls);
        Cameras cameras = new Cameras()) {
      send("-f flv -listen 1 rtmp://127.0.0.1:" + rtmp + "/live/yard");
      send("-f flv -listen 1 rtmp://127.0.0.1:" + overTls + "/live/yard");
      send("-f mpegts srt://127.0.0.1:" + srt + "?mode=listener&passphrase=sesam-sesam");
      send("-f mpegts udp://127.0.0.1:" + udp + "?pkt_size=1316");
      send("-f flv -listen 1 http://127.0.0.1:" + flv + "/yard.flv");
      hls(server, "ts", "-hls_flags delete_segments");
      hls(server, "mp4", "-hls_flags delete_segments -hls_segment_type fmp4");
      List<Watch> watched = new ArrayList<>();
      watch(cameras, watched, "rtmp", "rtmp://127.0.0.1:" + rtmp + "/live/yard");
      String pinned = "/live/yard#fingerprint=" + certificate.fingerprint();
      watch(cameras, watched, "rtmps", "rtmps://127.0.0.1:" + front.port() + pinned);
      watch(cameras, watched, "srt", "srt://127.0.0.1:" + srt + "#passphrase=sesam-sesam");
      watch(cameras, watched, "srt-listener", "srt://127.0.0.1:" + called + "#mode=listener");
      watch(cameras, watched, "udp", "udp://127.0.0.1:" + udp);
      watch(cameras, watched, "flv", "http://127.0.0.1:" + flv + "/yard.flv");
      watch(cameras, watched, "hls-ts", server.uri("/ts/live.m3u8"));
      watch(cameras, watched, "hls-mp4", server.uri("/mp4/live.m3u8"));
      send("-f mpegts srt://127.0.0.1:" + called);
      for (Watch each : watched) {
        each.awaitLive();
      }
      await(SETTLE_NANOS);
      watched.forEach(Watch::begin);
      await(WATCH_NANOS);
      watched.forEach(Watch::end);
      for (Watch each : watched) {
        System.out.println(each);
      }
      for (Watch each : watched) {
        assertThat(each.states).as(each.toString()).isEmpty();
        assertThat(each.largestGap).as(each.toString()).isLessThan(1_000_000_000L);
        assertThat(each.count).as(each.toString()).isBetween(1_350, 1_560);
      }
    }
  }

  private static void await(long nanos) {
    long end = System.nanoTime() + nanos;
    Shots.await(() -> System.nanoTime() > end);
  }

  private void watch(Cameras cameras, List<Watch> watched, String id, String address) {
    watched.add(new Watch(cameras.add(id, address), threads));
  }

  /** What comes of one camera. */
  private static final class Watch implements CameraListener {
    private final Camera camera;
    private final List<CameraState> states = new ArrayList<>();
    private boolean begun;
    private boolean over;
    private long last;
    private long largestGap;
    private int count;

    Watch(Camera camera, ExecutorService threads) {
      this.camera = camera;
      Object frames = camera.subscribe(Rendition.SOURCE, 0).onFrame(threads, frame -> frame(frame));
      Object states = camera.addListener(this, threads);
      assertThat(frames).isNotEqualTo(states);
    }

    void awaitLive() {
      Shots.await(() -> camera.state() == CameraState.LIVE);
    }

    private synchronized void frame(Frame frame) {
      long now = System.nanoTime();
      if (begun && !over && frame.live()) {
        count++;
        largestGap = Math.max(largestGap, now - last);
      }
      last = now;
    }

    @Override
    public void connecting(Camera which) {
      state();
    }

    @Override
    public void stalled(Camera which, String problem) {
      state();
    }

    private synchronized void state() {
      if (begun && !over && camera.state() != CameraState.LIVE) {
        states.add(camera.state());
      }
    }

    synchronized void begin() {
      begun = true;
      state();
    }

    synchronized void end() {
      largestGap = Math.max(largestGap, System.nanoTime() - last);
      over = true;
    }

    @Override
    public synchronized String toString() {
      return String.format(
          "%s: %d pictures in %d s, largest gap %d ms, states %s",
          camera.id(), count, WATCH_NANOS / 1_000_000_000L, largestGap / 1_000_000, states);
    }
  }
}
