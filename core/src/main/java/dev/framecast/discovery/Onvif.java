package dev.framecast.discovery;

import dev.framecast.discovery.soap.SoapConnection;
import dev.framecast.discovery.soap.Xml;
import dev.framecast.internal.NetworkAddress;
import dev.framecast.internal.Secrets;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with one device: its time, its media service, its profiles, their addresses.
 * What it names is asked for, and told, at the address that answered the probe. For one thread.
 */
final class Onvif {
  static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
  private static final String MEDIA_1 = "http://www.onvif.org/ver10/media/wsdl";
  private static final String MEDIA_2 = "http://www.onvif.org/ver20/media/wsdl";
  private static final String SCHEMA = "http://www.onvif.org/ver10/schema";
  private static final Set<String> PLAIN = Set.of("http");
  private static final Set<String> WEB = Set.of("http", "https");
  private static final int MOST_CHANNELS = 64;

  private final ProbeMatch match;
  private final OnvifClient client;
  private String name;
  private @Nullable NetworkAddress device;
  private boolean snapshots = true;

  Onvif(ProbeMatch match, OnvifClient client) {
    this.match = match;
    this.client = client;
    String called = match.scope("name");
    this.name = called.isEmpty() ? match.scope("hardware") : called;
  }

  /** Its cameras; one with a problem where that is all that is known. */
  List<FoundCamera> cameras() throws ClosedByInterruptException {
    List<FoundCamera> cameras = new ArrayList<>();
    try {
      device = service();
      Map<String, NetworkAddress> media = media(device);
      boolean second = media.containsKey(MEDIA_2);
      try {
        channels(media, second, cameras);
      } catch (OnvifClient.Fault e) {
        if (!second) {
          throw e;
        }
        cameras.clear(); // it is there, but does not work
        channels(media, false, cameras);
      }
      return cameras;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      cameras.add(failed(e, cameras.size()));
      return cameras;
    }
  }

  private FoundCamera failed(Exception e, int known) {
    String why = e.getMessage() == null ? "the connection broke" : Secrets.hide(e.getMessage());
    String what = known == 0 ? why : "no more than " + known + " channels are known: " + why;
    return new FoundCamera(
        match.sender().getHostAddress(), name, List.of(), "", client.wantsLogin(), what);
  }

  /**
   * The first of the device services that answers. Where none does, what the likeliest one did is
   * told; but certificates are what people can mend.
   */
  private NetworkAddress service() throws IOException {
    IOException failure = null;
    IOException untrusted = null;
    boolean late = false;
    for (NetworkAddress each : match.services()) {
      try {
        client.readClock(each);
        return each;
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (SoapConnection.Untrusted e) {
        untrusted = e;
      } catch (SocketTimeoutException e) {
        failure = failure == null ? e : failure;
        if (late) {
          break; // a host that is gone has no more of the time of others
        }
        late = true;
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    IOException none = new IOException("has no ONVIF service");
    throw untrusted != null ? untrusted : Objects.requireNonNullElse(failure, none);
  }

  /** Not before something else was answered: a user may not be told that, and it is no refusal. */
  private void askName() throws IOException {
    if (name.isEmpty()) {
      try {
        Xml answer =
            client.call(
                Objects.requireNonNull(device), "<GetDeviceInformation xmlns=\"" + DEVICE + "\"/>");
        name = Words.clean(answer.text("Manufacturer") + " " + answer.text("Model"));
      } catch (OnvifClient.Fault | OnvifClient.Unauthorized e) {
        // A camera without a name, then.
      }
    }
  }

  /** Where its media services are; where it does not tell, at the device's own. */
  private Map<String, NetworkAddress> media(NetworkAddress service) throws IOException {
    Map<String, NetworkAddress> media = new HashMap<>();
    try {
      String request =
          "<GetServices xmlns=\""
              + DEVICE
              + "\"><IncludeCapability>false</IncludeCapability></GetServices>";
      for (Xml each : client.call(service, request).all("Service")) {
        put(media, service, each.text("Namespace"), each.text("XAddr"));
      }
    } catch (OnvifClient.Fault e) {
      // An old one.
    }
    if (!media.containsKey(MEDIA_1)) {
      try {
        String request =
            "<GetCapabilities xmlns=\""
                + DEVICE
                + "\"><Category>Media</Category></GetCapabilities>";
        put(media, service, MEDIA_1, client.call(service, request).first("Media").text("XAddr"));
      } catch (OnvifClient.Fault e) {
        // Many answer everything in one place.
      }
    }
    media.putIfAbsent(MEDIA_1, service);
    return media;
  }

  /** Over https only where the device's own service is. */
  private void put(
      Map<String, NetworkAddress> media, NetworkAddress service, String namespace, String address) {
    if (namespace.equals(MEDIA_1) || namespace.equals(MEDIA_2)) {
      try {
        media.put(
            namespace,
            mended(address, service.scheme().equals("https") ? WEB : PLAIN, ProbeMatch.RIGHT));
      } catch (IllegalArgumentException e) {
        // Nonsense, or over https though it is not: as if it had not named it.
      }
    }
  }

  private NetworkAddress mended(String address, Set<String> schemes, String right) {
    String text = address.length() > ProbeMatch.MOST_ADDRESS ? "" : address;
    NetworkAddress at = ProbeMatch.at(match.host(), NetworkAddress.parse(text, schemes, right));
    if (at.target().length() > 2 * ProbeMatch.MOST_ADDRESS) { // each letter may become nine
      throw new IllegalArgumentException(right);
    }
    return at;
  }

  private void channels(
      Map<String, NetworkAddress> media, boolean second, List<FoundCamera> cameras)
      throws IOException {
    String version = second ? MEDIA_2 : MEDIA_1;
    NetworkAddress service = Objects.requireNonNull(media.get(version));
    String request =
        "<GetProfiles xmlns=\""
            + (version
                + "\">"
                + (second ? "<Type>VideoSource</Type><Type>VideoEncoder</Type>" : ""))
            + "</GetProfiles>";
    List<Profile> profiles = Profile.of(client.call(service, request));
    if (profiles.isEmpty()) {
      throw new OnvifClient.Fault("has no profile with video");
    }
    askName();
    List<List<Profile>> channels = Profile.channels(profiles);
    for (List<Profile> channel : channels.subList(0, Math.min(MOST_CHANNELS, channels.size()))) {
      cameras.add(camera(service, version, channel, channels.size() > 1));
    }
    if (channels.size() > MOST_CHANNELS) {
      throw new IOException("it has more");
    }
  }

  /** What one channel lacks is told of that channel; a login that is refused is of all. */
  private FoundCamera camera(
      NetworkAddress service, String version, List<Profile> channel, boolean oneOfMany)
      throws IOException {
    List<FoundStream> streams = new ArrayList<>();
    String problem = "";
    for (Profile profile : channel) {
      try {
        streams.add(
            new FoundStream(
                stream(service, version, profile.token()),
                profile.codec(),
                profile.width(),
                profile.height()));
      } catch (OnvifClient.Fault e) {
        problem = (streams.isEmpty() ? "main stream: " : "sub-stream: ") + e.getMessage();
      }
    }
    String sourceName = channel.get(0).sourceName();
    String called = oneOfMany && !sourceName.isEmpty() ? name + " " + sourceName : name;
    String snapshot = streams.isEmpty() ? "" : snapshot(service, version, channel.get(0).token());
    return new FoundCamera(
        match.sender().getHostAddress(),
        Words.clean(called),
        streams,
        snapshot,
        client.wantsLogin(),
        problem);
  }

  private String stream(NetworkAddress service, String version, String token) throws IOException {
    String setup =
        version.equals(MEDIA_2)
            ? "<Protocol>RTSP</Protocol>"
            : "<StreamSetup><Stream xmlns=\""
                + (SCHEMA + "\">RTP-Unicast</Stream><Transport xmlns=\"" + SCHEMA)
                + "\"><Protocol>RTSP</Protocol></Transport></StreamSetup>";
    Xml answer = client.call(service, request("GetStreamUri", version, setup, token));
    try {
      return mended(answer.text("Uri"), Set.of("rtsp", "rtsps"), "must be rtsp://host/path")
          .withoutCredentials();
    } catch (IllegalArgumentException e) {
      // Not quoted: it may be anything, a password among others.
      throw new OnvifClient.Fault("names an address that is none of RTSP");
    }
  }

  private String snapshot(NetworkAddress service, String version, String token)
      throws ClosedByInterruptException {
    if (!snapshots) {
      return "";
    }
    try {
      Xml answer = client.call(service, request("GetSnapshotUri", version, "", token));
      return mended(answer.text("Uri"), WEB, ProbeMatch.RIGHT).withoutCredentials();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (SocketTimeoutException e) {
      snapshots = false; // the other channels want the time
      return "";
    } catch (IOException | IllegalArgumentException e) {
      return ""; // many have none
    }
  }

  private static String request(String what, String version, String inside, String token) {
    return "<"
        + what
        + " xmlns=\""
        + version
        + "\">"
        + inside
        + "<ProfileToken>"
        + (UsernameToken.text(token) + "</ProfileToken></" + what + ">");
  }
}
