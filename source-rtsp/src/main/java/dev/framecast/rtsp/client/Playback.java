package dev.framecast.rtsp.client;

import dev.framecast.rtsp.rtp.Datagrams;
import dev.framecast.rtsp.rtp.Rtcp;
import dev.framecast.rtsp.sdp.MediaTrack;
import dev.framecast.rtsp.wire.Connection;
import dev.framecast.rtsp.wire.Message;
import dev.framecast.rtsp.wire.Requests;
import dev.framecast.rtsp.wire.RtpTransport;
import dev.framecast.rtsp.wire.Target;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A stream that was asked for: its packets as they come, and what keeps the camera sending.
 * Confined to the session's thread.
 */
final class Playback implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Playback.class.getName());
  private static final long REPORT_NANOS = 5_000_000_000L;
  private static final long LOOK_NANOS = 500_000_000L;

  /** Who has ended the RTSP connection and sends nothing for so long sends nothing any more. */
  private static final long ALONE_NANOS = 1_500_000_000L;

  private static final int MOST_TIMEOUT = 3_600;

  final Target target;
  final Connection connection;
  final Requests requests;
  final Attempt attempt;
  final MediaTrack video;
  String url;
  boolean knowsGetParameter;

  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private final Map<Integer, MediaTrack> channels = new HashMap<>();
  private final List<Datagrams> others = new ArrayList<>();
  private @Nullable Datagrams datagrams;
  private @Nullable InetAddress sender;
  private int serverPort;
  private int videoChannel = -1;
  private long keepAliveNanos = 20_000_000_000L;
  private long keptAlive = System.nanoTime();
  private long reported = System.nanoTime();
  private long looked = System.nanoTime();
  private long received = System.nanoTime();
  private boolean withGetParameter;
  private boolean alone;
  private boolean started;

  private byte[] data = {};
  private int offset;
  private int length;
  private int channel;
  private boolean control;

  /** One way to ask. */
  record Attempt(RtpTransport transport, boolean allTracks) {}

  Playback(
      Target target, Connection connection, Requests requests, Attempt attempt, MediaTrack video) {
    this.target = target;
    this.connection = connection;
    this.requests = requests;
    this.attempt = attempt;
    this.video = video;
    url = target.uri();
  }

  /** A track comes inside of the connection. */
  void interleaved(MediaTrack track, int channel) {
    channels.put(channel, track);
    if (track.equals(video)) {
      videoChannel = channel;
    }
  }

  /** A track comes as datagrams. */
  void datagrams(MediaTrack track, Datagrams ports, InetAddress from, int fromPort)
      throws IOException {
    if (!track.equals(video)) {
      others.add(ports);
      return;
    }
    datagrams = ports;
    sender = from;
    serverPort = fromPort;
    if (fromPort > 0) {
      ports.greet(from, fromPort, ssrc);
    }
  }

  /** The camera forgets us unless it hears something within so many seconds. */
  void timeout(long seconds) {
    long bounded = Math.max(1, Math.min(seconds, MOST_TIMEOUT));
    // Two methods in turn, and cameras that count but one of them: each within the time.
    keepAliveNanos = bounded * 1_000_000_000L / 3;
  }

  void started() {
    started = true;
    keptAlive = System.nanoTime();
  }

  /** Goes on to the next packet of the video, RTP or RTCP; false if none has come by then. */
  boolean next(long until) throws IOException {
    keepAlive();
    return datagrams == null ? nextInterleaved(until) : nextDatagram(datagrams, until);
  }

  private boolean nextInterleaved(long until) throws IOException {
    Requests.Packet early = requests.early();
    if (early != null) {
      return take(early.channel(), early.data(), 0, early.data().length);
    }
    switch (connection.next(until)) {
      case MESSAGE -> hear(connection.message());
      case PACKET -> {
        return take(
            connection.channel(),
            connection.data(),
            connection.packetOffset(),
            connection.packetLength());
      }
      case NOTHING -> {}
    }
    return false;
  }

  /** Whether that packet is the video's. */
  private boolean take(int fromChannel, byte[] packet, int packetOffset, int packetLength) {
    channel = fromChannel;
    data = packet;
    offset = packetOffset;
    length = packetLength;
    control = Rtcp.isControl(data, offset, length) && !isListed();
    return isVideo();
  }

  private boolean isVideo() {
    if (channel == videoChannel) {
      return true;
    }
    MediaTrack known = channels.get(channel);
    if (known != null) {
      return known.equals(video);
    }
    if (channel == videoChannel + 1) {
      return true;
    }
    // Another channel than was agreed on: the payload type tells.
    return !control && isListed();
  }

  private boolean isListed() {
    return length > 1 && video.formats().contains(data[offset + 1] & 127);
  }

  private boolean nextDatagram(Datagrams from, long until) throws IOException {
    long now = System.nanoTime();
    if (now - looked > LOOK_NANOS) {
      looked = now;
      look();
    }
    length = from.receive(Math.min(until, now + LOOK_NANOS));
    data = from.data();
    offset = 0;
    control = from.isControl() || Rtcp.isControl(data, offset, length);
    if (length > 0) {
      received = System.nanoTime();
    } else if (alone && System.nanoTime() - received > ALONE_NANOS) {
      throw new EOFException("hung up, and sends nothing");
    }
    return length > 0;
  }

  /** What the camera says beside its datagrams. Some end the connection, and go on sending. */
  private void look() throws SourceException {
    try {
      while (!alone) {
        switch (connection.next(System.nanoTime())) {
          case MESSAGE -> hear(connection.message());
          case PACKET -> {}
          case NOTHING -> {
            return;
          }
        }
      }
    } catch (SourceException e) {
      throw e;
    } catch (IOException e) {
      alone = true;
    }
  }

  private void hear(Message message) throws IOException {
    LOG.log(Level.DEBUG, "{0}: < {1}", target, message);
    int status = message.status();
    if (status == 0) {
      requests.reply(message);
      switch (message.method()) {
        case "TEARDOWN" -> throw target.error(Kind.ENDED, "the camera ended the stream (TEARDOWN)");
        case "REDIRECT" ->
            throw target.error(
                Kind.ENDED, "the camera sends its viewers to another address (REDIRECT)");
        default -> {}
      }
    } else if (status == 401) {
      if (requests.refused(message)) {
        keptAlive = System.nanoTime() - keepAliveNanos; // again, with the login that it wants now
      }
    } else if (status == 405 || status == 501 || status == 451) {
      knowsGetParameter = false;
    }
  }

  private void keepAlive() throws IOException {
    long now = System.nanoTime();
    if (now - keptAlive >= keepAliveNanos && !alone) {
      keptAlive = now;
      withGetParameter = knowsGetParameter && !withGetParameter;
      requests.send(withGetParameter ? "GET_PARAMETER" : "OPTIONS", url, "");
    }
    if (now - reported >= REPORT_NANOS) {
      reported = now;
      if (datagrams == null) {
        connection.writePacket(videoChannel + 1, Rtcp.receiverReport(ssrc));
      } else if (serverPort > 0 && sender != null) {
        datagrams.report(sender, serverPort, ssrc);
      }
    }
  }

  /** Ends {@link #next}, from any thread; a farewell can still be sent. */
  void interrupt() throws IOException {
    connection.interrupt();
    if (datagrams != null) {
      datagrams.wakeUp();
    }
  }

  /** What the packet is in; it may be changed in its place. */
  byte[] data() {
    return data;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  boolean isControl() {
    return control;
  }

  /** Says goodbye, and does not wait for an answer. */
  @Override
  public void close() {
    try {
      if (started && !alone) {
        requests.send("TEARDOWN", url, "");
      }
    } catch (IOException e) {
      // The camera has gone before.
    }
    connection.close();
    if (datagrams != null) {
      datagrams.close();
    }
    others.forEach(Datagrams::close);
  }
}
