package dev.framecast.rtsp.testcamera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to a {@link TestCamera}: answers RTSP (RFC 2326), and sends RTP (RFC 3550). */
final class Viewer {
  private static final Pattern PORT = Pattern.compile("client_port=(\\d+)");

  private static final double SECONDS_1900_TO_1970 = 2_208_988_800.0;

  private final TestCamera camera;
  private final Script script;
  private final Socket socket;
  private final OutputStream out;
  private volatile DatagramSocket datagrams;
  private InetSocketAddress receiver;
  private Clip clip;
  private volatile Future<?> playing;
  private int index;
  private int count;
  private int setUps;
  private String over = "tcp";
  private int sequence;
  private int timestamp;

  Viewer(TestCamera camera, Socket socket) throws IOException {
    this.camera = camera;
    script = camera.script;
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  void run() {
    try (socket) {
      serve(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      // Gone.
    } finally {
      end();
    }
  }

  /** As a camera does that has lost a viewer. */
  private void end() {
    Future<?> sending = playing;
    if (sending != null) {
      sending.cancel(false);
    }
    DatagramSocket ports = datagrams;
    if (ports != null) {
      ports.close();
    }
  }

  private void serve(InputStream in) throws IOException {
    while (true) {
      int first = in.read();
      if (first < 0) {
        return;
      }
      if (first == '$') {
        in.readNBytes(1);
        in.readNBytes(256 * in.read() + in.read()); // Receiver reports.
        continue;
      }
      String request = (char) first + line(in);
      Map<String, String> headers = headers(in);
      if (request.startsWith("GET ")) {
        camera.tunnels().put(headers.get("x-sessioncookie"), this);
        write(
            "HTTP/1.0 200 OK\r\nContent-Type: application/x-rtsp-tunnelled\r\n\r\n"
                .getBytes(UTF_8));
      } else if (request.startsWith("POST ")) {
        camera.tunnels().get(headers.get("x-sessioncookie")).serve(new Base64Parts(in));
      } else {
        answer(request, headers);
      }
    }
  }

  private void answer(String request, Map<String, String> headers) throws IOException {
    String method = request.substring(0, request.indexOf(' '));
    camera.note(request);
    if (method.startsWith("RTSP/")) {
      return; // the answer to a question of ours
    }
    String session = script.sessions.getOrDefault(method + setUps, "1234");
    String common = "CSeq: " + headers.get("cseq") + "\r\nSession: " + session + "\r\n";
    Login login = camera.login;
    if (login != null
        && !method.equals("OPTIONS")
        && !login.accepts(method, headers.getOrDefault("authorization", ""))) {
      reply(401, common + "WWW-Authenticate: " + login.challenge() + "\r\n", "");
    } else if (method.equals(camera.failingMethod)) {
      reply(camera.failure, common, "");
    } else if (method.equals("PLAY")
        && setUps >= script.setUps
        && !headers.getOrDefault("session", "").matches(script.playsSession)) {
      reply(454, common, "");
    } else if (script.instead.containsKey(method)) {
      write(("RTSP/1.0 " + script.instead.get(method) + common + "\r\n").getBytes(UTF_8));
    } else if (method.equals("OPTIONS")) {
      reply(200, common + "Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n", "");
    } else if (method.equals("DESCRIBE")) {
      String sdp = script.session + script.media.apply(camera.clip.media());
      reply(200, common + "Content-Type: application/sdp\r\n", sdp);
    } else if (method.equals("SETUP") && !request.split(" ", -1)[1].endsWith(script.setUpPath)) {
      reply(404, common, "");
    } else if (method.equals("SETUP") && !takes(headers.get("transport"))) {
      reply(script.refusal, common, "");
    } else if (method.equals("SETUP")) {
      setUps++;
      reply(200, common + "Transport: " + transport(headers.get("transport")) + "\r\n", "");
    } else {
      if (method.equals("PLAY") && script.early) {
        sendPicture();
      }
      if (method.equals("TEARDOWN") && playing != null) {
        camera.countGoodbye(); // who says it may have hung up already
        playing.cancel(false);
      }
      reply(200, common, "");
      if (method.equals("PLAY")) {
        long delay = script.delay.toNanos();
        long period = 1_000_000_000L / camera.clip.fps();
        playing =
            camera
                .clock()
                .scheduleAtFixedRate(this::sendPicture, delay, period, TimeUnit.NANOSECONDS);
      }
    }
  }

  private boolean takes(String wanted) {
    over = wanted.contains("multicast") ? "multicast" : wanted.contains("/TCP") ? "tcp" : "udp";
    return script.transports.contains(over);
  }

  private String transport(String wanted) throws IOException {
    if (over.equals("multicast")) {
      MulticastSocket group = new MulticastSocket();
      group.setNetworkInterface(NetworkInterface.getByInetAddress(socket.getLocalAddress()));
      datagrams = group;
      receiver = new InetSocketAddress(script.group, script.groupPort);
      String ports = script.groupPort + "-" + (script.groupPort + 1);
      return "RTP/AVP;multicast;destination=" + script.group + ";port=" + ports + ";ttl=1";
    }
    Matcher port = PORT.matcher(wanted);
    if (!port.find()) {
      int channel = setUps > 1 ? 10 : script.channel;
      return "RTP/AVP/TCP;unicast;interleaved=" + channel + "-" + (channel + 1);
    }
    receiver = new InetSocketAddress(socket.getInetAddress(), Integer.parseInt(port.group(1)));
    datagrams = new DatagramSocket(0, socket.getLocalAddress());
    int local = datagrams.getLocalPort();
    return "RTP/AVP;unicast;" + port.group() + ";server_port=" + local + "-" + (local + 1);
  }

  private void sendPicture() {
    if (!camera.clip.equals(clip)) {
      clip = camera.clip;
      index = 0;
    }
    timestamp += 90_000 / clip.fps();
    int shown = index;
    byte[] picture = clip.pictures().get(shown);
    index = (index + 1) % clip.pictures().size();
    if (camera.stalled || script.silent.contains(over) || setUps < script.setUps) {
      return;
    }
    int offset = script.jump.of(count++);
    List<byte[]> payloads = clip.payloader().payloads(picture);
    int usual = clip.media().startsWith("m=video 0 RTP/AVP 26") ? 26 : 96;
    int type = script.type == 0 ? usual : script.type;
    try {
      report();
      byte[] held = null;
      for (int i = 0; i < payloads.size(); i++) {
        int marker = script.marker.marks(i, payloads.size()) ? 0x80 : 0;
        byte[] payload = payloads.get(i);
        ByteBuffer rtp = ByteBuffer.allocate(12 + payload.length);
        rtp.put((byte) 0x80).put((byte) (marker | type)).putShort((short) sequence++);
        if (camera.loss.loses(shown, i)) {
          continue;
        }
        rtp.putInt(timestamp + offset).putInt(0x1234).put(payload);
        if (script.swapped && held == null && i < payloads.size() - 1) {
          held = rtp.array();
          continue;
        }
        send(rtp.array());
        if (held != null) {
          send(held);
          held = null;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("gone, which ends the schedule", e);
    }
  }

  private void send(byte[] rtp) throws IOException {
    if (datagrams != null) {
      datagrams.send(new DatagramPacket(rtp, rtp.length, receiver));
      return;
    }
    ByteBuffer framed = ByteBuffer.allocate(4 + rtp.length);
    framed.put((byte) '$').put((byte) script.channel).putShort((short) rtp.length).put(rtp);
    write(script.junk);
    write(framed.array());
  }

  /** What the camera's clock says. */
  private void report() throws IOException {
    if (Double.isNaN(script.clockAhead)) {
      return;
    }
    double now = System.currentTimeMillis() / 1000.0 + script.clockAhead + SECONDS_1900_TO_1970;
    ByteBuffer packet = ByteBuffer.allocate(28);
    packet.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(0x1234);
    packet.putInt((int) (long) now).putInt((int) (long) ((now % 1) * (1L << 32)));
    packet.putInt(timestamp);
    byte[] bytes = packet.array();
    if (datagrams != null) {
      InetSocketAddress to = new InetSocketAddress(receiver.getAddress(), receiver.getPort() + 1);
      datagrams.send(new DatagramPacket(bytes, bytes.length, to));
      return;
    }
    ByteBuffer framed = ByteBuffer.allocate(4 + bytes.length);
    framed.put((byte) '$').put((byte) (script.channel + 1)).putShort((short) bytes.length);
    write(framed.put(bytes).array());
  }

  private void reply(int status, String headers, String body) throws IOException {
    String head = "RTSP/1.0 " + status + " Text\r\n" + headers;
    String all = head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    write(script.answer.apply(all).getBytes(UTF_8));
  }

  void writeIfOpen(byte[] bytes) throws IOException {
    if (!socket.isClosed()) {
      write(bytes);
    }
  }

  void write(byte[] bytes) throws IOException {
    synchronized (out) {
      out.write(bytes);
    }
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
