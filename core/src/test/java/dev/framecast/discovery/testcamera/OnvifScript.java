package dev.framecast.discovery.testcamera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** What a scripted ONVIF camera says. Set before the camera begins. */
public final class OnvifScript {
  public String uuid = "urn:uuid:00000000-0000-0000-0000-000000000001";
  public String scopes =
      "onvif://www.onvif.org/name/Front%20door onvif://www.onvif.org/hardware/T1";

  /** Null for the right one. */
  public String xaddrs;

  /** Over TLS; null for none. */
  public SSLContext tls;

  /** How many probes do not arrive. */
  public int lost;

  /** How often each probe is answered. */
  public int times = 1;

  /** As how many devices each probe is answered, in a datagram each. */
  public int devices = 1;

  /** Instead of the answer to a probe. */
  public byte[] probeAnswer;

  public OnvifLogin login = OnvifLogin.NONE;

  /** The camera's clock minus the right time. */
  public Duration skew = Duration.ZERO;

  public boolean media1 = true;
  public boolean media2 = true;

  /** Whether a Media 2 that is named answers. */
  public boolean media2Works = true;

  /** Whether GetServices is known. */
  public boolean services = true;

  /** The prefix of most elements, with its colon; or none. */
  public String prefix = "tt:";

  public String main = "rtsp://10.255.0.1:554/main";
  public String sub = "rtsp://10.255.0.1:554/sub?a=1&b=2";

  /** Elements of GetProfiles, instead of those of a main and a sub-stream. */
  public String profiles;

  /** Calls that nobody may have, whoever he is. */
  public Set<String> forbidden = Set.of();

  /** Calls that are never answered. */
  public Set<String> silent = Set.of();

  /** What is hung up at where a call has it anywhere; null for nothing. */
  public String hangsUpAt;

  /** Calls that are answered with a byte now and then. */
  public Set<String> slow = Set.of();

  /** Whole answers, with head, by call. */
  public final Map<String, byte[]> answers = new ConcurrentHashMap<>();

  String service = "";

  /** One call of a client. */
  public record Call(String head, String body) {
    private static final Pattern NAME = Pattern.compile("Body><(\\w+)");

    String name() {
      Matcher name = NAME.matcher(body);
      return name.find() ? name.group(1) : "";
    }

    String soapHeader() {
      return body.replaceFirst("(?s).*<s:Header>(.*)</s:Header>.*", "$1");
    }
  }

  List<byte[]> probeAnswers(String probe) {
    if (!probe.contains("Probe>") || !probe.contains("NetworkVideoTransmitter")) {
      return List.of();
    }
    if (lost-- > 0) {
      return List.of();
    }
    String match =
        "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:q=\"q\"><e:Body>"
            + "<q:ProbeMatches><q:ProbeMatch><x:EndpointReference xmlns:x=\"x\"><x:Address>"
            + uuid
            + "</x:Address></x:EndpointReference><q:Types>z:NetworkVideoTransmitter</q:Types>"
            + ("<q:Scopes>" + scopes + "</q:Scopes><q:XAddrs>")
            + (xaddrs == null ? service : xaddrs)
            + "</q:XAddrs></q:ProbeMatch></q:ProbeMatches></e:Body></e:Envelope>";
    List<byte[]> answers = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      byte[] right = match.replace(uuid, i == 0 ? uuid : uuid + i).getBytes(UTF_8);
      answers.addAll(Collections.nCopies(times, probeAnswer == null ? right : probeAnswer));
    }
    return answers;
  }

  byte[] answer(Call call) {
    String name = call.name();
    if (answers.containsKey(name)) {
      return answers.get(name);
    }
    if (name.equals("GetSystemDateAndTime")) {
      return whole(time());
    }
    byte[] refusal = login.refusal(call, skew);
    if (refusal != null) {
      return refusal;
    }
    if (forbidden.contains(name)) {
      return login == OnvifLogin.DIGEST
          ? http(401, OnvifLogin.DIGEST_WANTED, "")
          : fault("ter:NotAuthorized", "not for you");
    }
    boolean second = call.body().contains("ver20/media");
    if (second && !media2Works) {
      return fault("s:Receiver", "not implemented");
    }
    return switch (name) {
      case "GetServices" -> services ? whole(listed()) : fault("s:Receiver", "not implemented");
      case "GetCapabilities" -> whole(capabilities());
      case "GetProfiles" -> whole(profiles == null ? profiles(second) : profiles);
      case "GetStreamUri" -> whole(uri(call.body().contains(">p-main<") ? main : sub, second));
      case "GetSnapshotUri" -> whole(uri("http://10.255.0.1/snap.jpg?ch=1&q=2", second));
      default -> fault("s:Sender", "unknown");
    };
  }

  private String time() {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).plus(skew);
    return element(
        "UTCDateTime",
        element(
                "Time",
                element("Hour", now.getHour())
                    + element("Minute", now.getMinute())
                    + element("Second", now.getSecond()))
            + element(
                "Date",
                element("Year", now.getYear())
                    + element("Month", now.getMonthValue())
                    + element("Day", now.getDayOfMonth())));
  }

  private String listed() {
    String there = service.replaceFirst("//[^:]*", "//10.255.0.1");
    String device = element("Namespace", "http://www.onvif.org/ver10/device/wsdl");
    String first = element("Namespace", "http://www.onvif.org/ver10/media/wsdl");
    String second = element("Namespace", "http://www.onvif.org/ver20/media/wsdl");
    return element("Service", device + element("XAddr", there))
        + (media1 ? element("Service", first + element("XAddr", there)) : "")
        + (media2 ? element("Service", second + element("XAddr", there)) : "");
  }

  private String capabilities() {
    return element("Capabilities", element("Media", element("XAddr", service)));
  }

  /** The smaller one first: the order says nothing. */
  private String profiles(boolean second) {
    return profile("p-sub", "H264", 640, 360, second)
        + profile("p-main", "H264", 1920, 1080, second);
  }

  /** One of the elements of GetProfiles. */
  public String profile(String token, String codec, int width, int height, boolean second) {
    return profile(token, "source", codec, width, height, second);
  }

  /** The same of a lens. */
  public String profile(
      String token, String source, String codec, int width, int height, boolean second) {
    return ("<" + prefix + "Profiles token=\"" + token + "\" fixed=\"true\">")
        + element(
            second ? "VideoSource" : "VideoSourceConfiguration",
            element("Name", "lens " + source) + element("SourceToken", source))
        + element(
            second ? "VideoEncoder" : "VideoEncoderConfiguration",
            element("Encoding", codec)
                + element("Resolution", element("Width", width) + element("Height", height)))
        + ("</" + prefix + "Profiles>");
  }

  private String uri(String uri, boolean second) {
    String escaped = uri.replace("&", "&amp;");
    return second
        ? element("Uri", escaped)
        : element("MediaUri", element("Uri", escaped) + element("Timeout", "PT0S"));
  }

  private String element(String name, Object content) {
    return "<" + prefix + name + ">" + content + "</" + prefix + name + ">";
  }

  private byte[] whole(String content) {
    String names = prefix.isEmpty() ? "" : " xmlns:" + prefix.replace(":", "=\"urn:any\"");
    return http(200, "", envelope("<Answer" + names + ">" + content + "</Answer>"));
  }

  static byte[] fault(String code, String reason) {
    return http(
        400,
        "",
        envelope(
            "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>"
                + (code + "</s:Value></s:Subcode></s:Code><s:Reason><s:Text>" + reason)
                + "</s:Text></s:Reason></s:Fault>"));
  }

  private static String envelope(String content) {
    return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>"
        + (content + "</s:Body></s:Envelope>");
  }

  /** A whole answer; headers each with their line's end. */
  public static byte[] http(int status, String headers, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(
        ("HTTP/1.1 " + status + " Whatever\r\nContent-Length: " + bytes.length + "\r\n")
            .getBytes(UTF_8));
    all.writeBytes((headers + "\r\n").getBytes(UTF_8));
    all.writeBytes(bytes);
    return all.toByteArray();
  }
}
