package dev.framecast.rtsp.client;

import dev.framecast.rtsp.sdp.ControlUrls;
import dev.framecast.rtsp.sdp.MediaTrack;
import dev.framecast.rtsp.sdp.SessionDescription;
import dev.framecast.rtsp.wire.Cancellation;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.rtsp.wire.Connection;
import dev.framecast.rtsp.wire.Dialer;
import dev.framecast.rtsp.wire.HttpTunnel;
import dev.framecast.rtsp.wire.Message;
import dev.framecast.rtsp.wire.Requests;
import dev.framecast.rtsp.wire.RtpTransport;
import dev.framecast.rtsp.wire.Status;
import dev.framecast.rtsp.wire.Target;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** From an address to a stream that plays, in one of the ways to ask for it. */
final class Negotiation {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_URLS = 5;
  private static final Set<Integer> WRONG_URL = Set.of(400, 404, 405, 410, 451, 454, 459, 460, 500);
  private static final int NOT_FOUND = 404;
  private static final int NO_SESSION = 454;
  private static final int NO_RANGE = 457;
  private static final int DEFAULT_TIMEOUT = 60;

  private final ClientOptions options;
  private final Cancellation cancellation;
  private final long deadline;
  private Target target;
  private boolean withoutOptions;
  private boolean hasOtherTracks;
  private boolean knowsGetParameter = true;

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
        : Dialer.connect(target, false, options, cancellation, deadline);
  }

  private Message describe(Requests requests) throws IOException {
    if (!withoutOptions) {
      // Whatever the answer is: some want a login for this, and some do not know it.
      Message answer = requests.askOnce("OPTIONS", target.uri(), deadline);
      List<String> methods = answer.all("public");
      knowsGetParameter =
          methods.isEmpty() || methods.stream().anyMatch(list -> list.contains("GET_PARAMETER"));
    }
    Message answer =
        requests.ask("DESCRIBE", target.uri(), "Accept: application/sdp\r\n", deadline);
    int status = answer.status();
    if (status / 100 != 2 && status / 100 != 3) {
      throw Status.error(target, "DESCRIBE", status);
    }
    // There are some that tell neither the length of what they describe nor its type.
    return answer.body().isEmpty() && status / 100 == 2
        ? answer.withBody(requests.restOfAnswer(deadline))
        : answer;
  }

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
      playback.knowsGetParameter = knowsGetParameter;
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
      TrackSetUp setUp = new TrackSetUp(playback, track, options, sdp.tracks().indexOf(track));
      try {
        Message answer = requests.ask("SETUP", url, setUp.header(), deadline);
        int status = answer.status();
        if (status / 100 == 2) {
          timeout(playback, answer);
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

  private static void timeout(Playback playback, Message answer) {
    String header = answer.first("session").orElse("");
    if (header.isEmpty()) {
      return;
    }
    String timeout = header.replaceFirst("(?i)^[^;]*;.*?timeout\\s*=\\s*\"?(\\d{1,9}).*$", "$1");
    boolean told = timeout.matches("\\d+") && !timeout.equals(header) && !timeout.matches("0+");
    playback.timeout(told ? Long.parseLong(timeout) : DEFAULT_TIMEOUT);
  }

  private void start(Playback playback, Requests requests, List<String> urls) throws IOException {
    int first = 0;
    for (String url : urls) {
      playback.url = url;
      Message answer = requests.ask("PLAY", url, "Range: npt=0.000-\r\n", deadline);
      if (answer.status() == NO_SESSION && requests.useOtherSession()) {
        answer = requests.ask("PLAY", url, "Range: npt=0.000-\r\n", deadline);
      }
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
}
