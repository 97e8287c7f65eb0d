package dev.framecast.examples.wall;

import dev.framecast.examples.wall.ArgumentProblems.Refused;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code ./wall} can be told. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class WallOptions {
  private static final String NO_HOST =
      "--host: must be an address or a name of this machine, such as 127.0.0.1";

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "The address to listen on (${DEFAULT-VALUE}). 0.0.0.0 for all: see --user.")
  String host;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "The port to listen on (${DEFAULT-VALUE}); 0 for any free one.")
  int port;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "A name under which the wall may be opened, such as cams.example.org; may be given many"
              + " times. localhost and IP addresses need none; with --host 0.0.0.0 names without a"
              + " dot and *.local neither.")
  final List<String> allowedHosts = new ArrayList<>();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "Serves https alone, with the certificate in this PEM file; those of who issued it follow"
              + " it there. Taken anew when it was renewed.")
  @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's key, in a PEM file without a passphrase.")
  @Nullable Path tlsKey;

  @Option(
      names = "--camera",
      paramLabel = "ID=ADDRESS",
      description = {
        "A camera; may be given many times. ADDRESS is one of",
        "  rtsp://..., rtsps://...   a network camera",
        "  http://..., https://...   Motion JPEG over HTTP; HLS (.m3u8), FLV and MPEG-TS",
        "  rtmp:, srt:, udp:         streams of media servers and encoders",
        "  webcam:DEVICE             a camera of this machine: 0, /dev/video2 or its name",
        "  v4l2:/dev/video2          a camera of this machine that makes H.264 itself",
        "  file:PATH                 a video file, at its own rate, over and over",
        "  test:WIDTHxHEIGHT@FPS     a test pattern",
        "  scene:NAME                a drawn scene: street, door, yard or harbour",
        "and may have settings, which docs/addresses.md lists:",
        "  webcam:0#size=1920x1080&fps=30"
      })
  final List<String> cameras = new ArrayList<>();

  @Option(
      names = "--cameras",
      paramLabel = "FILE",
      description =
          "A file of cameras, ID=ADDRESS in each line and maybe ID.name=NAME. When it changes, so"
              + " do the cameras, without touching those that it leaves as they are.")
  @Nullable Path cameraFile;

  @Mixin AccessOptions access;

  @Mixin NatsOptions nats;

  @Mixin DiscoverOptions discover;

  @Option(
      names = "--demo-faults",
      description = "Has one of the four scenes stall and fail on a schedule.")
  boolean demoFaults;

  @Option(
      names = "--list-webcams",
      description = "Shows the cameras of this machine, and what they give, and ends.")
  boolean listWebcams;

  /**
   * Looks at what needs no camera and no port.
   *
   * @throws Refused when an option can never be
   * @throws UnknownHostException when there is no such host, which may pass while a machine starts
   */
  void check(CommandLine command) throws UnknownHostException {
    if (port < 0 || port > 65_535) {
      throw new Refused(command, "--port: must be 0 (any free one) to 65535");
    }
    String discovery = discover.problem();
    if (discovery != null) {
      throw new Refused(command, discovery);
    }
    if (host.isBlank()) {
      throw new Refused(command, NO_HOST);
    }
    if (new InetSocketAddress(host, port).isUnresolved()) {
      throw new UnknownHostException(NO_HOST);
    }
    if ((tlsCertificate == null) != (tlsKey == null)) {
      throw new Refused(
          command,
          tlsKey == null
              ? "--tls-cert: needs --tls-key, the certificate's key"
              : "--tls-key: needs --tls-cert, the key's certificate");
    }
  }

  /** Whether everybody who reaches the wall may watch, and not only this machine does. */
  boolean isOpenToOthers() {
    return access.isOpen() && !new InetSocketAddress(host, port).getAddress().isLoopbackAddress();
  }
}
