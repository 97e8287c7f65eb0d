package dev.framecast.rtsp.sdp;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.util.List;
import java.util.Map;

/** Any description gives tracks, addresses of one line, and a description that FFmpeg can have. */
final class SessionDescriptionFuzz implements FuzzTarget {
  private static final String REQUEST = "rtsp://10.0.0.7/live?a=b";

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    String base = ControlUrls.base(List.of(in.line(), in.line()), REQUEST);
    require(ControlUrls.isAbsolute(base), "base " + base);
    SessionDescription description = SessionDescription.parse(in.latin1());
    require(description.tracks().size() <= 32, "many tracks");
    for (MediaTrack track : description.tracks()) {
      boolean unused = track.isBackChannel();
      for (int format : track.formats()) {
        look(track, format);
      }
    }
    description.video().ifPresent(track -> address(description.control(), base, track));
  }

  private static void look(MediaTrack track, int format) {
    require(format >= 0 && format < 128, "format " + format);
    require(track.clockRate(format) > 0, "rate " + track.clockRate(format));
    if (track.isVideo() && SessionDescription.isPictures(track, format)) {
      String sdp = SessionDescription.forFFmpeg(track, format);
      require(sdp.startsWith("v=0\r\n"), sdp);
      require(sdp.lines().allMatch(line -> line.matches("(?s)[a-z]=.*")), sdp);
    }
  }

  private static void address(String session, String base, MediaTrack track) {
    List<String> urls = ControlUrls.forTrack(track.control(), session, base, REQUEST);
    require(!urls.isEmpty(), "nowhere to go");
    for (String url : urls) {
      require(isLine(url), "address " + url);
      for (String play : ControlUrls.forSession(session, base, REQUEST, url)) {
        require(isLine(play), "address " + play);
      }
    }
  }

  private static boolean isLine(String text) {
    return !text.isEmpty() && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
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
        "rtsp://10.0.0.7/live/\n\nv=0\r\no=- 0 0 IN IP4 10.0.0.7\r\na=control:*\r\nm=video 0"
            + " RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;"
            + "sprop-parameter-sets=Z0IAKeKQFAe2AtwEBAaQeJEV,aM48gA==\r\na=control:trackID=1\r\n",
        "\nrtsp://h/\nc=IN IP4 239.1.1.1/64\nm=video 5000 RTP/AVP 26 98\na=rtpmap:98 H265/90000"
            + "\na=fmtp:98 sprop-vps=QAEMAf//AWA=;sprop-sps=QgEBAWA=; sprop-pps=RAHA8vA="
            + "\na=x-dimensions:640,480\na=control:rtsp://h/a?b\n",
        "\n\nm=audio 0 RTP/AVP 0\na=sendonly\nm=video 0 RTP/AVP 97\na=rtpmap:97 JPEG/0"
            + "\na=framerate:25\na=control:/x y\n");
  }
}
