package dev.framecast.rtsp.client;

import dev.framecast.rtsp.rtp.Datagrams;
import dev.framecast.rtsp.sdp.ControlUrls;
import dev.framecast.rtsp.sdp.MediaTrack;
import dev.framecast.rtsp.sdp.SessionDescription;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From an address to a stream that plays, in one of the ways to ask for it. */
final class Negotiation {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_URLS = 5;
  private static final Set<Integer> WRONG_URL = Set.of(400, 404, 405, 410, 451, 454, 459, 460, 500);
  private static final int NOT_FOUND = 404;
  private static final int NO_RANGE = 457;
  private static final int DEFAULT_TIMEOUT = 60;

  private final ClientOptions options;
  private final Cancellation cancellation;
  private final long deadline;
  private Target target;
  private boolean withoutOptions;
  private boolean hasOtherTracks;

  Negotiation(Target target, ClientOptions options, Cancellation cancellation, long deadline) {
    this.target = target;
    this.options = options;
    this.cancellation = cancellation;
    this.deadline = deadline;
  }

  /** Whether there is more than the video, which some cameras want to be asked for as well. */
  boolean hasOtherTracks() {
    return hasOtherTracks;
  }

  /**
   * The stream, after PLAY.
   *
   * @throws TransportRefused if it may be had in another way
   */
  Playback open(Playback.Attempt attempt) throws IOException {
    for (int redirects = 0; ; ) {
      Connection connection = connect(attempt.transport());
      try {
        Requests requests = new Requests(target, options, connection, cancellation);
        Message described = describe(requests);
        if (described.status() / 100 == 3) {
          if (++redirects > MOST_REDIRECTS) {
            throw target.error(Kind.BROKEN, "redirects more than " + MOST_REDIRECTS + " times");
          }
          target = Redirect.follow(target, described);
          connection.close();
          continue;
        }
        return play(attempt, connection, requests, described);
      } catch (EOFException e) {
        connection.close();
        if (cancellation.isCancelled()) {
          throw target.cancelled();
        }
        if (withoutOptions) {
          throw target.error(Kind.BROKEN, "hung up, or answered with something else than a stream");
        }
        withoutOptions = true; // There are cameras that hang up on OPTIONS.
      } catch (IOException e) {
        connection.close();
        throw e;
      }
    }
  }

  private Connection connect(RtpTransport transport) throws IOException {
    return transport == RtpTransport.HTTP
        ? HttpTunnel.open(target, options, cancellation, deadline)
        : Dialer.connect(target, false, options.trust(), cancellation, deadline);
  }

  private Message describe(Requests requests) throws IOException {
    boolean knowsGetParameter = true;
    if (!withoutOptions) {
      // Whatever the answer is: some want a login for this, and some do not know it.
      Message answer = requests.askOnce("OPTIONS", target.uri(), deadline);
      List<String> methods = answer.all("public");
      knowsGetParameter =
          methods.isEmpty() || methods.stream().anyMatch(list -> list.contains("GET_PARAMETER"));
    }
    Message answer =
        requests.ask("DESCRIBE", target.uri(), "Accept: application/sdp\r\n", deadline);
    getParameter = knowsGetParameter;
    int status = answer.status();
    if (status / 100 != 2 && status / 100 != 3) {
      throw Status.error(target, "DESCRIBE", status);
    }
    return answer;
  }

  private boolean getParameter;

  private Playback play(
      Playback.Attempt attempt, Connection connection, Requests requests, Message described)
      throws IOException {
    SessionDescription sdp = SessionDescription.parse(described.body());
    MediaTrack video =
        sdp.video()
            .orElseThrow(
                () ->
                    target.error(
                        sdp.tracks().isEmpty() ? Kind.BROKEN : Kind.NO_VIDEO,
                        sdp.tracks().isEmpty()
                            ? "describes no stream"
                            : "there is no video in this stream"));
    List<String> bases = new ArrayList<>(described.all("content-base"));
    bases.addAll(described.all("content-location"));
    String base = ControlUrls.base(bases, target.uri());
    Playback playback = new Playback(target, connection, requests, attempt, video);
    try {
      playback.knowsGetParameter = getParameter;
      String videoUrl = setUp(playback, requests, sdp, video, base);
      for (MediaTrack track : sdp.tracks()) {
        if (track.equals(video) || track.isBackChannel() || track.isVideo()) {
          continue;
        }
        hasOtherTracks = true;
        if (attempt.allTracks()) {
          setUpIfItCanBe(playback, requests, sdp, track, base);
        }
      }
      start(
          playback, requests, ControlUrls.forSession(sdp.control(), base, target.uri(), videoUrl));
      return playback;
    } catch (IOException e) {
      playback.close();
      throw e;
    }
  }

  private void setUpIfItCanBe(
      Playback playback, Requests requests, SessionDescription sdp, MediaTrack track, String base)
      throws IOException {
    try {
      setUp(playback, requests, sdp, track, base);
    } catch (TransportRefused e) {
      // The video alone was asked for.
    }
  }

  private String setUp(
      Playback playback, Requests requests, SessionDescription sdp, MediaTrack track, String base)
      throws IOException {
    List<String> urls = ControlUrls.forTrack(track.control(), sdp.control(), base, target.uri());
    RtpTransport transport = playback.attempt.transport();
    int first = 0;
    for (String url : urls.subList(0, Math.min(MOST_URLS, urls.size()))) {
      SetUp setUp = new SetUp(playback, track, options, sdp.tracks().indexOf(track));
      try {
        Message answer = requests.ask("SETUP", url, setUp.header(), deadline);
        int status = answer.status();
        if (status / 100 == 2) {
          session(requests, playback, answer);
          setUp.take(answer);
          return url;
        }
        first = first == 0 ? status : first;
        if (!WRONG_URL.contains(status)) {
          throw new TransportRefused(Status.error(target, "SETUP over " + transport, status));
        }
      } finally {
        setUp.close();
      }
    }
    SourceException error = Status.error(target, "SETUP over " + transport, first);
    throw first == NOT_FOUND ? error : new TransportRefused(error);
  }

  private static void session(Requests requests, Playback playback, Message answer) {
    String header = answer.first("session").orElse("");
    if (header.isEmpty()) {
      return;
    }
    requests.session(header.split(";", 2)[0].strip());
    String timeout = header.replaceFirst("(?i)^[^;]*;.*?timeout\\s*=\\s*\"?(\\d{1,9}).*$", "$1");
    boolean told = timeout.matches("\\d+") && !timeout.equals(header) && !timeout.matches("0+");
    playback.timeout(told ? Long.parseLong(timeout) : DEFAULT_TIMEOUT);
  }

  private void start(Playback playback, Requests requests, List<String> urls) throws IOException {
    int first = 0;
    for (String url : urls) {
      playback.url = url;
      Message answer = requests.ask("PLAY", url, "Range: npt=0.000-\r\n", deadline);
      if (answer.status() == NO_RANGE) {
        answer = requests.ask("PLAY", url, "", deadline);
      }
      if (answer.status() / 100 == 2) {
        playback.started();
        return;
      }
      first = first == 0 ? answer.status() : first;
      if (!WRONG_URL.contains(answer.status())) {
        break;
      }
    }
    throw Status.error(target, "PLAY", first);
  }

  /** One track's SETUP: what is asked for, and what comes of it. */
  private static final class SetUp implements AutoCloseable {
    private final Playback playback;
    private final MediaTrack track;
    private final int channel;
    private @Nullable Datagrams ports;

    SetUp(Playback playback, MediaTrack track, ClientOptions options, int index)
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
        playback.datagrams(
            track, ports, from.isAnyLocalAddress() ? camera : from, told.serverPort());
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
}
