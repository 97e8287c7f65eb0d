package dev.framecast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page with every camera: fixed files, which learn what cameras there are from {@code
 * /cameras}.
 */
final class WallPage {
  /** Nothing from elsewhere, and nothing inline: a camera's name cannot become a script. */
  private static final String POLICY =
      "default-src 'none'; img-src 'self' blob: data:; script-src 'self'; worker-src 'self';"
          + " style-src 'self'; manifest-src 'self'; connect-src 'self'; base-uri 'none';"
          + " form-action 'none'";

  static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

  private static final String PAGE = "wall.html";
  private static final String FOLDER = "/wall/";
  private static final String ELEMENT_FILE = "camera-element.js";
  private static final String ELEMENT = FOLDER + ELEMENT_FILE;

  private static final String KEPT = "public, max-age=31536000, immutable";
  private static final String ASKED_FOR = "no-cache";

  /** What there is, and its type. */
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "webmanifest", "application/manifest+json",
          "svg", "image/svg+xml",
          "png", "image/png");

  /** How files ask for others: in links, imports, the address of a worker, and the manifest. */
  private static final Pattern QUOTED_NAME =
      Pattern.compile(
          "[\"'](?:\\./|wall/)?([a-z0-9-]+\\.(?:" + String.join("|", TYPES.keySet()) + "))[\"']");

  /** Read and hashed when the first sink is made, and never again. */
  private static final class Loaded {
    static final WallPage PAGE = new WallPage();
  }

  private final String version;
  private final Set<String> names;
  private final Map<String, HttpAnswer.Content> answers = new HashMap<>();

  private WallPage() {
    SortedMap<String, byte[]> files = files(WallPage::load);
    names = Collections.unmodifiableSet(files.keySet());
    version = version(files);
    files.forEach((name, bytes) -> put(FOLDER + version + "/" + name, type(name), bytes, KEPT));
    put(ELEMENT, type(ELEMENT), element().getBytes(UTF_8), ASKED_FOR);
    String page =
        preloading(new String(load(PAGE), UTF_8), name -> Objects.requireNonNull(files.get(name)))
            .replace("\"wall/", "\"wall/" + version + "/");
    put("/", "text/html; charset=utf-8", page.getBytes(UTF_8), ASKED_FOR);
    answers.computeIfPresent("/", (path, html) -> html.with(CONTENT_SECURITY_POLICY, POLICY));
  }

  /** Reads the files, unless they have been read. Blocks on them; {@link #file} then never does. */
  static void load() {
    Objects.requireNonNull(Loaded.PAGE);
  }

  /** The names of all files, but for the page itself. */
  static Set<String> names() {
    return Loaded.PAGE.names;
  }

  /** The name of the folder below {@code /wall/} that has this version's files. */
  static String version() {
    return Loaded.PAGE.version;
  }

  /**
   * The file at that path, or null if it is none of the page's.
   *
   * <p>Files stand in a folder whose name is a digest of them all, so a browser may keep them for
   * good, and a page of a new version of this library is never mixed with files of the old one.
   * What has a name of its own, the page and the element's module, is kept too, but the browser
   * asks each time whether it is still the same.
   *
   * @param ifNoneMatch the request's header of that name, or null
   */
  static HttpAnswer.@Nullable Content file(String path, @Nullable String ifNoneMatch) {
    HttpAnswer.Content file = Loaded.PAGE.answers.get(path);
    if (file == null || ifNoneMatch == null) {
      return file;
    }
    String tag = file.headers().getOrDefault("ETag", "");
    return matches(ifNoneMatch, tag)
        ? HttpAnswer.Content.notModified()
            .with("Cache-Control", file.headers().getOrDefault("Cache-Control", ASKED_FOR))
            .with("ETag", tag)
        : file;
  }

  /** RFC 9110, 13.1.2: the header has a star, or tags with commas between them, weak ones too. */
  private static boolean matches(String ifNoneMatch, String tag) {
    return ifNoneMatch.trim().equals("*") || ifNoneMatch.contains(tag);
  }

  /**
   * What the page and the element ask for, and what is asked for there in turn. So a new file needs
   * no entry in a list, no path of a request becomes a file's name, and nothing depends on whether
   * a folder can be listed, which one in a jar or in a module often cannot.
   */
  static SortedMap<String, byte[]> files(Function<String, byte[]> load) {
    List<String> names = new ArrayList<>(askedForBy(load.apply(PAGE)));
    names.add(ELEMENT_FILE);
    return reached(names, load);
  }

  /**
   * The page with a link to each module that it needs, or it would ask for them one behind the
   * other: for each when it has read the one that imports it.
   */
  static String preloading(String page, Function<String, byte[]> load) {
    String links =
        reached(askedForBy(page.getBytes(UTF_8)), load).keySet().stream()
            .filter(name -> name.endsWith(".js"))
            .map(name -> "<link rel=\"modulepreload\" href=\"wall/" + name + "\">\n")
            .collect(Collectors.joining());
    return page.replace("</head>", links + "</head>");
  }

  /** Those files, and what is asked for there in turn. */
  private static SortedMap<String, byte[]> reached(
      List<String> names, Function<String, byte[]> load) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Deque<String> askedFor = new ArrayDeque<>(names);
    while (!askedFor.isEmpty()) {
      String name = askedFor.remove();
      if (!files.containsKey(name)) {
        byte[] file = load.apply(name);
        files.put(name, file);
        askedFor.addAll(askedForBy(file));
      }
    }
    return files;
  }

  private static List<String> askedForBy(byte[] file) {
    return QUOTED_NAME.matcher(new String(file, UTF_8)).results().map(one -> one.group(1)).toList();
  }

  private void put(String path, String type, byte[] body, String caching) {
    answers.put(
        path,
        HttpAnswer.Content.of(200, type, body)
            .with("Cache-Control", caching)
            .with("ETag", '"' + digest(sha256().digest(body)) + '"'));
  }

  /** Names no other file, or a page that has both would have two of each module. */
  private String element() {
    return "export * from './" + version + "/camera-element.js';\n";
  }

  private static String version(SortedMap<String, byte[]> files) {
    MessageDigest digest = sha256();
    files.forEach(
        (name, bytes) -> {
          digest.update((name + " " + bytes.length + "\n").getBytes(UTF_8));
          digest.update(bytes);
        });
    return digest(digest.digest());
  }

  private static String digest(byte[] digest) {
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String type(String name) {
    return Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
  }

  private static byte[] load(String name) {
    try (InputStream in = WallPage.class.getResourceAsStream("wall/" + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource wall/"
                + name
                + ", which the page asks for, is missing from framecast-core's jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
