package dev.framecast.rtsp.client;

import dev.framecast.rtsp.rtp.Datagrams;
import dev.framecast.rtsp.sdp.MediaTrack;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.rtsp.wire.Message;
import dev.framecast.rtsp.wire.RtpTransport;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** One track's SETUP: what is asked for, and what comes of it. */
final class TrackSetUp implements AutoCloseable {
  private final Playback playback;
  private final MediaTrack track;
  private final int channel;
  private @Nullable Datagrams ports;

  TrackSetUp(Playback playback, MediaTrack track, ClientOptions options, int index)
      throws IOException {
    this.playback = playback;
    this.track = track;
    // The video's channels are 0 and 1, as all clients have them that ask for nothing else.
    channel = track.equals(playback.video) ? 0 : 2 * (index + 1);
    if (playback.attempt.transport() == RtpTransport.UDP) {
      ports = Datagrams.open(options.minPort(), options.maxPort());
    }
  }

  String header() {
    String wanted =
        ports != null
            ? "RTP/AVP/UDP;unicast;client_port=" + ports.port() + "-" + (ports.port() + 1)
            : playback.attempt.transport() == RtpTransport.MULTICAST
                ? "RTP/AVP/UDP;multicast"
                : "RTP/AVP/TCP;unicast;interleaved=" + channel + "-" + (channel + 1);
    return "Transport: " + wanted + "\r\n";
  }

  void take(Message answer) throws IOException {
    String header = answer.first("transport").orElse("");
    TransportHeader told = TransportHeader.parse(header);
    if (!header.isEmpty()
        && (told.isTcp() != playback.attempt.transport().isInterleaved()
            || (ports != null && told.isMulticast()))) {
      throw new TransportRefused(
          playback.target.error(
              Kind.UNSUPPORTED,
              "the camera answers with another transport than " + playback.attempt.transport()));
    }
    if (playback.attempt.transport().isInterleaved()) {
      playback.interleaved(track, told.channel() < 0 ? channel : told.channel());
      return;
    }
    InetAddress camera = playback.connection.remoteAddress();
    if (ports == null) {
      ports = join(told);
      playback.datagrams(track, ports, camera, 0);
    } else {
      InetAddress from = told.source().matches("[0-9a-f.:]+") ? address(told.source()) : camera;
      playback.datagrams(track, ports, from.isAnyLocalAddress() ? camera : from, told.serverPort());
    }
    ports = null; // It is the playback's now.
  }

  private Datagrams join(TransportHeader told) throws IOException {
    String group = told.destination();
    int port = told.port();
    if (group.isEmpty()) {
      String[] words = track.address().split("\\s+", -1);
      group = words.length < 3 ? "" : words[2].replaceFirst("/.*", "");
      port = track.port();
    }
    InetAddress address = group.matches("[0-9A-Fa-f.:]+") ? address(group) : null;
    if (address == null || !address.isMulticastAddress() || port <= 0) {
      throw new TransportRefused(
          playback.target.error(Kind.BROKEN, "the camera names no multicast group and port"));
    }
    return Datagrams.join(address, port, playback.connection.localAddress());
  }

  private static InetAddress address(String literal) throws IOException {
    return InetAddress.getByName(literal);
  }

  @Override
  public void close() {
    if (ports != null) {
      ports.close();
    }
  }
}
