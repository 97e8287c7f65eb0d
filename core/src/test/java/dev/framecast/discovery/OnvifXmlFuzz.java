package dev.framecast.discovery;

import dev.framecast.discovery.soap.Xml;
import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * Answers to probes, and profiles: cameras at the sender's address, or an error that quotes
 * nothing.
 */
final class OnvifXmlFuzz implements FuzzTarget {
  private static final String PROFILE =
      "<t:Profiles token='a'><VideoSourceConfiguration><SourceToken>s</SourceToken>"
          + "</VideoSourceConfiguration><VideoEncoderConfiguration><Encoding>H264</Encoding><Width>1"
          + "</Width><Height>2</Height></VideoEncoderConfiguration></t:Profiles>";

  @Override
  public void take(byte[] input) {
    try {
      for (ProbeMatch match : ProbeMatch.parse(input, InetAddress.getLoopbackAddress())) {
        require(!match.services().isEmpty() && match.services().size() <= 4, "services");
        require(
            match.services().stream().allMatch(each -> each.host().equals("127.0.0.1")), "host");
        shown(match.scope("name"));
      }
      List<Profile> profiles = Profile.of(Xml.parse(input));
      profiles.forEach(each -> shown(each.codec()));
      profiles.forEach(each -> shown(each.sourceName()));
      for (List<Profile> channel : Profile.channels(profiles)) {
        require(channel.size() == 1 || channel.size() == 2, "streams");
      }
    } catch (IOException e) {
      require(String.valueOf(e.getMessage()).startsWith("the answer "), e.getMessage());
    }
  }

  private static void shown(String text) {
    require(text.codePointCount(0, text.length()) <= 64, "long");
    require(text.chars().noneMatch(c -> c < ' ' || (c >= 127 && c < 160)), "control characters");
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    String start = "<e:E xmlns:e='e' xmlns:t='t'>";
    return FuzzInput.seeds(
        "",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        start + PROFILE + PROFILE.replace("'a'", "'b'").replace(">1<", ">9<") + "</e:E>",
        start
            + "<ProbeMatch><EndpointReference><Address>u</Address></EndpointReference><Types>"
            + "NetworkVideoTransmitter</Types><Scopes>onvif://www.onvif.org/name/a%1Bb</Scopes>"
            + "<XAddrs>http://h:99/a https://h/b http://[::1]/c</XAddrs></ProbeMatch></e:E>");
  }
}
