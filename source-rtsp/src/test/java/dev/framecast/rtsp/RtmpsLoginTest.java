package dev.framecast.rtsp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.rtsp.testcamera.Certificate;
import dev.framecast.rtsp.testcamera.TlsFront;
import dev.framecast.source.FrameSources;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RTMP's login over TLS, for which FFmpeg hangs up and connects again. */
@Timeout(60)
class RtmpsLoginTest {
  private static final int HANDSHAKE_BYTES = 1536;
  private static final String USER = "authmod=adobe&user=cam";

  @TempDir static Path folder;

  /** Refuses everybody, and keeps what it was asked. */
  private static final class Server implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();

    Server() throws IOException {
      Thread thread = new Thread(this::run, "rtmp-server");
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      while (!door.isClosed()) {
        try (Socket client = door.accept()) {
          serve(client);
        } catch (IOException e) {
          // It has gone.
        }
      }
    }

    private void serve(Socket client) throws IOException {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readFully(new byte[1 + HANDSHAKE_BYTES]);
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      byte[] hello = new byte[1 + 2 * HANDSHAKE_BYTES];
      hello[0] = 3;
      out.write(hello);
      in.readFully(new byte[HANDSHAKE_BYTES]);
      StringBuilder text = new StringBuilder();
      while (text.indexOf("rtmps://127.0.0.1:") < 0) {
        char next = (char) in.readUnsignedByte();
        if (next != 0xC3) { // stands in front of each piece of 128 bytes
          text.append(next);
        }
      }
      asked.add(text.toString());
      String description =
          text.indexOf("user=cam") < 0
              ? "[ code=403 need auth; authmod=adobe ]"
              : "[ ?reason=needauth&user=cam&salt=abc&challenge=def&opaque=ghi authmod=adobe ]";
      out.write(refusal(description));
      out.flush();
      while (in.read() >= 0) {
        // until it hangs up
      }
    }

    private static byte[] refusal(String description) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream body = new DataOutputStream(bytes);
      text(body, "_error");
      body.writeByte(0);
      body.writeDouble(1);
      body.writeByte(5);
      body.writeByte(3);
      body.writeUTF("description");
      text(body, description);
      body.write(new byte[] {0, 0, 9});
      assertThat(bytes.size()).isLessThanOrEqualTo(128);
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      message.writeBytes(new byte[] {3, 0, 0, 0, 0, 0, (byte) bytes.size(), 20, 0, 0, 0, 0});
      message.writeBytes(bytes.toByteArray());
      return message.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
      out.writeByte(2);
      out.writeShort(text.length());
      out.write(text.getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }

  private static SourceException refusalOf(Server server, String login) throws Exception {
    Path keys = Files.createTempDirectory(folder, "keys");
    Certificate certificate = new Certificate(keys);
    try (TlsFront front = new TlsFront(certificate, server.door.getLocalPort())) {
      return Shots.failure(
          FrameSources.of(
              "rtmps://%s127.0.0.1:%d/live/x#fingerprint=%s"
                  .formatted(login, front.port(), certificate.fingerprint())));
    }
  }

  @Test
  void theServerIsConnectedToAgainForEachStepOfALogin() throws Exception {
    try (Server server = new Server()) {
      SourceException error = refusalOf(server, "cam:sesam@");
      assertThat(error.kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(error)
          .hasMessageContaining("user and password are missing or wrong")
          .hasMessageNotContaining("sesam");
      assertThat(server.asked).hasSize(3);
      assertThat(server.asked.get(0)).contains("rtmps://127.0.0.1").doesNotContain(USER);
      assertThat(server.asked.get(1)).contains(USER).doesNotContain("response=");
      assertThat(server.asked.get(2)).contains(USER).contains("response=");
    }
  }

  @Test
  void aLoginThatIsMissingIsToldSo() throws Exception {
    try (Server server = new Server()) {
      assertThat(refusalOf(server, "").kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(server.asked).hasSize(1);
    }
  }
}
