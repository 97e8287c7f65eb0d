package dev.framecast.discovery;

import dev.framecast.discovery.soap.Xml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A media profile: a camera's way to code one of its pictures.
 *
 * @param token its name in requests
 * @param source which lens, or channel of a recorder
 * @param sourceName what that is called, for people; may be empty
 * @param codec such as {@code H264}; may be empty
 */
record Profile(
    String token, String source, String sourceName, String codec, int width, int height) {
  private static final int MOST = 256;
  private static final int MOST_LETTERS = 256;
  private static final int TILE_WIDTH = 320;

  /** Those with video, of Media and of Media 2. */
  static List<Profile> of(Xml answer) {
    List<Profile> profiles = new ArrayList<>();
    for (Xml each : answer.all("Profiles")) {
      Xml source = first(each, "VideoSourceConfiguration", "VideoSource");
      Xml encoder = first(each, "VideoEncoderConfiguration", "VideoEncoder");
      Profile profile =
          new Profile(
              each.attribute("token"),
              source.text("SourceToken"),
              Words.clean(source.text("Name")),
              Words.clean(encoder.text("Encoding")),
              encoder.number("Width"),
              encoder.number("Height"));
      boolean video = each.has("VideoSourceConfiguration") || each.has("VideoSource");
      boolean named = !profile.token.isEmpty() && profile.token.length() <= MOST_LETTERS;
      if (named && video && profiles.size() < MOST) {
        profiles.add(profile);
      }
    }
    return profiles;
  }

  private static Xml first(Xml profile, String media1, String media2) {
    return profile.has(media1) ? profile.first(media1) : profile.first(media2);
  }

  /** By lens or channel: the main stream, and where there is one the one for tiles. */
  static List<List<Profile>> channels(List<Profile> profiles) {
    Map<String, List<Profile>> channels = new LinkedHashMap<>();
    for (Profile each : profiles) {
      channels.computeIfAbsent(each.source, source -> new ArrayList<>()).add(each);
    }
    return channels.values().stream().map(Profile::mainAndSub).toList();
  }

  /**
   * The largest, and of those that are smaller the smallest that is wide enough for a tile; else
   * the largest of them. Of equals the camera's first.
   */
  private static List<Profile> mainAndSub(List<Profile> channel) {
    Profile main = channel.stream().min(Comparator.comparing(each -> -each.pixels())).orElseThrow();
    List<Profile> smaller =
        channel.stream()
            .filter(each -> each.pixels() > 0 && each.pixels() < main.pixels())
            .sorted(Comparator.comparing(Profile::pixels))
            .toList();
    return smaller.stream()
        .filter(each -> each.width >= TILE_WIDTH)
        .findFirst()
        .or(() -> smaller.stream().max(Comparator.comparing(Profile::pixels)))
        .map(sub -> List.of(main, sub))
        .orElse(List.of(main));
  }

  private long pixels() {
    return (long) width * height;
  }
}
