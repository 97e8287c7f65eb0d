package dev.framecast.nats.wire;

import dev.framecast.frame.Rendition;
import java.util.Objects;
import java.util.regex.Pattern;

/** The names under which a site's nodes talk. All begin with the site's, for permissions. */
public final class Subjects {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern CAMERA = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** The kind of a source whose camera is another node's. */
  public static final String RELAYED = "relay";

  private static final String SOURCE = "nats:";

  private final String site;
  private final String prefix;

  /**
   * A site's.
   *
   * @throws IllegalArgumentException when no site can have that name
   */
  public Subjects(String site) {
    if (!isName(Objects.requireNonNull(site, "site"))) {
      throw new IllegalArgumentException(
          "site \"" + site + "\": must be 1 to 64 letters, digits, underscores and hyphens");
    }
    this.site = site;
    prefix = "framecast." + site + ".";
  }

  /** Whether a site, a node or a reader can have that name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Whether a camera can have that id. */
  public static boolean isCamera(String id) {
    return CAMERA.matcher(id).matches();
  }

  /** What a source whose camera is another node's says of itself. */
  public String source(String camera) {
    return SOURCE + site + "/" + camera;
  }

  /** Whether that is what such a source says of itself, of whatever site. */
  public static boolean isRelayed(String kind, String source) {
    return kind.equals(RELAYED) && source.startsWith(SOURCE);
  }

  /** Where nodes say which cameras they have. */
  public String nodes() {
    return prefix + "nodes";
  }

  /** Where it is asked that all nodes say so at once. */
  public String asks() {
    return prefix + "asks";
  }

  /** Where readers say what they want of a camera. */
  public String wishes(String camera) {
    return prefix + "wishes." + token(camera);
  }

  /** Where a reader is answered. */
  public String answers(String reader) {
    return prefix + "answers." + reader;
  }

  /** Whether that is where one of this site's readers is answered: a wish may name anything. */
  public boolean isAnswers(String subject) {
    String answers = answers("");
    return subject.startsWith(answers) && isName(subject.substring(answers.length()));
  }

  /** Where a camera's frames come in that rendition. */
  public String frames(String camera, Rendition rendition) {
    String form =
        rendition.isVideo() ? "video" : "jpeg-" + rendition.width() + "-" + rendition.quality();
    return prefix + "frames." + token(camera) + "." + form;
  }

  /** Ids of cameras may have dots, which would part a subject; no id has a tilde. */
  private static String token(String camera) {
    return camera.replace('.', '~');
  }
}
