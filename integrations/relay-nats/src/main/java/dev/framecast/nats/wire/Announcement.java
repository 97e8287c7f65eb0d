package dev.framecast.nats.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.impl.Headers;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself again and again: which cameras it has. A node with many says it in
 * several messages.
 *
 * @param node who says it
 * @param part which of the messages this is, from 0
 * @param parts how many there are; 0 when the node leaves
 * @param cameras by their ids
 */
public record Announcement(String node, int part, int parts, Map<String, Listed> cameras)
    implements Headed {
  public static final long EVERY_MILLIS = 700;

  /** After that time without a word a node is gone. */
  public static final long LIFE_MILLIS = 2_000;

  /** Of a node. */
  static final int MOST_CAMERAS = 10_000;

  /** Of a part, far below any server's limit; one camera more may be behind that. */
  private static final int LARGE_PART = 32 * 1024;

  private static final int MOST_PARTS = 1_000;
  private static final int MOST_CHARACTERS = 200;
  private static final int MOST_TAGS = 32;

  private static final String NODE = "Framecast-Node";
  private static final String PART = "Framecast-Part";

  /**
   * What is said of a camera.
   *
   * @param name for people
   * @param tags what rules of access may go by
   */
  public record Listed(String name, Set<String> tags) {}

  /** All that a node says; cameras beyond ten thousand are left out. */
  public static List<Announcement> of(String node, Map<String, Listed> cameras) {
    return of(node, cameras, LARGE_PART);
  }

  /** The same, in parts of so many bytes, as far as a camera alone is not more. */
  public static List<Announcement> of(String node, Map<String, Listed> cameras, long mostBytes) {
    long most = Math.min(LARGE_PART, mostBytes);
    List<Map<String, Listed>> parts = new ArrayList<>();
    parts.add(new LinkedHashMap<>());
    int count = 0;
    int bytes = 0;
    for (Map.Entry<String, Listed> each : cameras.entrySet()) {
      int length = line(each.getKey(), each.getValue()).getBytes(UTF_8).length;
      if (++count > MOST_CAMERAS) {
        break;
      }
      if (bytes > 0 && bytes + length > most && parts.size() < MOST_PARTS) {
        parts.add(new LinkedHashMap<>());
        bytes = 0;
      }
      bytes += length;
      parts.get(parts.size() - 1).put(each.getKey(), each.getValue());
    }
    List<Announcement> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      all.add(new Announcement(node, i, parts.size(), parts.get(i)));
    }
    return all;
  }

  /** That it leaves. */
  public static Announcement leaving(String node) {
    return new Announcement(node, 0, 0, Map.of());
  }

  /** Whether the node is gone. */
  public boolean leaves() {
    return parts == 0;
  }

  @Override
  public Headers headers() {
    return new Headers().put(NODE, node).put(PART, part + "/" + parts);
  }

  /** A camera a line: its id, its tags with commas between them, its name. */
  @Override
  public byte[] body() {
    StringBuilder lines = new StringBuilder();
    cameras.forEach((id, listed) -> lines.append(line(id, listed)));
    return lines.toString().getBytes(UTF_8);
  }

  private static String line(String id, Listed listed) {
    String tags =
        listed.tags().stream().map(Announcement::escaped).collect(Collectors.joining(","));
    return id + ' ' + tags + ' ' + line(listed.name()) + '\n';
  }

  private static String escaped(String tag) {
    return URLEncoder.encode(tag, UTF_8);
  }

  private static String line(String name) {
    String plain = name.replaceAll("\\p{Cntrl}|\\R", " ");
    return plain.length() > MOST_CHARACTERS ? plain.substring(0, MOST_CHARACTERS) : plain;
  }

  /** Who has sent it, and which part, for those who want the newest of each alone. */
  public static String sender(@Nullable Headers headers) {
    return headers == null ? "" : headers.getFirst(NODE) + " " + headers.getFirst(PART);
  }

  /** What stands in a message; null if it is none, as anybody may send anything. */
  public static @Nullable Announcement of(@Nullable Headers headers, byte[] body) {
    String node = headers == null ? null : headers.getFirst(NODE);
    String part = headers == null ? null : headers.getFirst(PART);
    if (headers == null || node == null || !Subjects.isName(node) || part == null) {
      return null;
    }
    try {
      int slash = part.indexOf('/');
      int index = Integer.parseInt(part.substring(0, slash));
      int parts = Integer.parseInt(part.substring(slash + 1));
      if (parts < 0 || parts > MOST_PARTS || index < 0 || index >= Math.max(1, parts)) {
        return null;
      }
      return new Announcement(node, index, parts, cameras(new String(body, UTF_8)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  /** A line that is none is left out, and so are cameras with more tags than anybody gives. */
  private static Map<String, Listed> cameras(String text) {
    Map<String, Listed> cameras = new LinkedHashMap<>();
    for (String line : text.split("\n", MOST_CAMERAS + 1)) {
      String[] fields = line.split(" ", 3);
      if (fields.length < 3 || !Subjects.isCamera(fields[0]) || cameras.size() == MOST_CAMERAS) {
        continue;
      }
      Set<String> tags = tags(fields[1]);
      if (tags != null) {
        cameras.put(fields[0], new Listed(line(fields[2]), tags));
      }
    }
    return cameras;
  }

  /** Null if they cannot be understood: without them a camera would be for more people. */
  private static @Nullable Set<String> tags(String text) {
    Set<String> tags = new LinkedHashSet<>();
    if (text.isEmpty()) {
      return tags;
    }
    String[] all = text.split(",", -1);
    if (all.length > MOST_TAGS) {
      return null;
    }
    for (String tag : all) {
      if (tag.isEmpty() || tag.length() > MOST_CHARACTERS * 12) {
        return null;
      }
      try {
        String decoded = URLDecoder.decode(tag, UTF_8);
        if (decoded.isEmpty() || decoded.length() > MOST_CHARACTERS) {
          return null;
        }
        tags.add(decoded);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return tags;
  }
}
