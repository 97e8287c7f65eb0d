package dev.framecast.rtsp.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a camera says of its stream. Read leniently: of what makes no sense nothing is taken, and
 * the rest stands.
 *
 * @param control the session's own {@code a=control}, or empty
 */
public record SessionDescription(String control, List<MediaTrack> tracks) {
  private static final int MOST_TRACKS = 32;
  private static final int LONGEST_LINE = 8_000;
  private static final Set<String> FOR_FFMPEG =
      Set.of("framesize", "framerate", "x-dimensions", "cliprect", "config");
  private static final Pattern INTERLEAVED =
      Pattern.compile("(?i)(packetization-mode=2|sprop-max-don-diff=0*[1-9])");
  private static final Set<String> NO_VIDEO =
      Set.of("RTX", "ULPFEC", "FLEXFEC", "RED", "PARITYFEC");

  /** Reads an SDP. */
  public static SessionDescription parse(String text) {
    String sessionControl = "";
    String sessionAddress = "";
    List<MediaTrack> tracks = new ArrayList<>();
    @Nullable String media = null;
    List<String> attributes = new ArrayList<>();
    String address = "";
    for (String raw : text.split("[\\r\\n]+", -1)) {
      String line = raw.strip();
      String value = line.length() > 2 && line.charAt(1) == '=' ? line.substring(2).strip() : "";
      if (line.startsWith("m=")) {
        add(tracks, media, attributes, address);
        media = value;
        attributes = new ArrayList<>();
        address = sessionAddress;
      } else if (line.startsWith("c=") && media == null) {
        sessionAddress = value;
      } else if (line.startsWith("c=IN ")) {
        address = value;
      } else if (line.startsWith("a=") && media != null) {
        attributes.add(value);
      } else if (line.startsWith("a=control:")) {
        sessionControl = value.substring("control:".length()).strip();
      }
    }
    add(tracks, media, attributes, address);
    return new SessionDescription(sessionControl, List.copyOf(tracks));
  }

  private static void add(
      List<MediaTrack> tracks, @Nullable String media, List<String> attributes, String address) {
    if (media == null || tracks.size() == MOST_TRACKS) {
      return;
    }
    String[] words = media.split("\\s+", -1);
    List<Integer> formats = new ArrayList<>();
    for (int i = 3; i < words.length; i++) {
      if (words[i].matches("\\d{1,3}") && Integer.parseInt(words[i]) < 128) {
        formats.add(Integer.parseInt(words[i]));
      }
    }
    int port = words.length > 1 && words[1].matches("\\d{1,5}") ? Integer.parseInt(words[1]) : 0;
    tracks.add(
        new MediaTrack(words[0], port, List.copyOf(formats), List.copyOf(attributes), address));
  }

  /** The first track with video that has a payload type. */
  public Optional<MediaTrack> video() {
    return tracks.stream().filter(t -> t.isVideo() && !t.formats().isEmpty()).findFirst();
  }

  /** Whether packets of this type are pictures, and not repairs of other packets. */
  public static boolean isPictures(MediaTrack track, int format) {
    return track.formats().contains(format) && !NO_VIDEO.contains(track.codec(format));
  }

  /**
   * Whether NAL units come in another order than that of decoding (RFC 6184, 5.4; RFC 7798, 7.1).
   */
  public static boolean isInterleaved(MediaTrack track, int format) {
    String parameters = track.parameters(format).orElse("").replace(" ", "");
    return INTERLEAVED.matcher(parameters).find();
  }

  /** A description of that payload type alone, without all that FFmpeg would stumble over. */
  public static String forFFmpeg(MediaTrack track, int format) {
    StringBuilder sdp = new StringBuilder(512);
    sdp.append("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n");
    sdp.append("m=video 0 RTP/AVP ").append(format).append("\r\n");
    String codec = track.codec(format);
    if (!codec.isEmpty()) {
      sdp.append("a=rtpmap:").append(format).append(' ').append(codec);
      sdp.append('/').append(track.clockRate(format)).append("\r\n");
    }
    track
        .parameters(format)
        .map(parameters -> ParameterSets.repaired(codec, parameters))
        .filter(parameters -> !parameters.isEmpty() && parameters.length() < LONGEST_LINE)
        .ifPresent(
            parameters -> sdp.append("a=fmtp:" + format + " ").append(parameters).append("\r\n"));
    for (String attribute : track.attributes()) {
      String name = Objects.requireNonNull(attribute.split(":", 2)[0]);
      if (FOR_FFMPEG.contains(name) && attribute.length() < LONGEST_LINE) {
        sdp.append("a=").append(attribute).append("\r\n");
      }
    }
    return sdp.toString();
  }
}
