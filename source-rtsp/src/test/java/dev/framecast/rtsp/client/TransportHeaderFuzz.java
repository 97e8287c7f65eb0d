package dev.framecast.rtsp.client;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import dev.framecast.rtsp.wire.Message;
import dev.framecast.rtsp.wire.Target;
import dev.framecast.source.SourceException;
import java.util.List;
import java.util.Map;

/** What a camera answers to SETUP, and where it sends us to. */
final class TransportHeaderFuzz implements FuzzTarget {
  private static final Target CAMERA =
      new Target(true, "10.0.0.7", -1, "/live", "user", "S3cr3t", "rtsps://10.0.0.7/live");

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    TransportHeader header = TransportHeader.parse(in.line());
    require(header.channel() >= -1 && header.channel() < 100_000, "" + header.channel());
    require(header.serverPort() >= 0 && header.serverPort() < 100_000, "" + header.serverPort());
    require(header.port() >= 0 && header.port() < 100_000, "" + header.port());
    try {
      Message moved = Message.of(List.of("RTSP/1.0 302 x", "Location: " + in.text()), "");
      Target next = Redirect.follow(CAMERA, moved);
      require(next.isTls(), "no more encrypted");
      require(next.host().equalsIgnoreCase(CAMERA.host()) || next.password().isEmpty(), "told");
      require(next.uri().chars().noneMatch(c -> c <= ' ' || c == 127), next.uri());
      require(next.portOr(false) > 0 && !next.hostName().isEmpty(), next.uri());
    } catch (SourceException e) {
      require(!e.getMessage().contains("S3cr3t"), e.getMessage());
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    return FuzzInput.seeds(
        "",
        "RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=1\nrtsps://10.0.0.7:322/other?x=y",
        "RTP/AVP;multicast;destination=239.0.0.1;port=5000-5001;ttl=1\nrtsp://evil/",
        "RTP/AVP;unicast;source = \"10.0.0.8\";server_port=99999\nrtsps://u:p@10.0.0.7/ x");
  }
}
