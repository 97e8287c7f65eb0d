package dev.framecast.spring;

import dev.framecast.http.HttpRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code framecast} says in the configuration. Made by Spring; lists and maps in it are only
 * read.
 *
 * @param cameras The cameras by their ids, which are 1 to 64 letters, digits, dots, underscores and
 *     hyphens.
 * @param path Where cameras are served, below the app's context path.
 * @param hosts Names under which the app is served, such as cams.example.org; with any, all
 *     requests are checked for them.
 * @param localNames Whether names that only a local network can give are served, too.
 * @param anyHost Whether the host is not looked at: for apps behind a proxy that does.
 * @param origins Other sites whose pages may show the cameras, such as https://dash.example.org.
 * @param accessTimeout How long a check of who may see what may take.
 * @param reloadInterval How often the configuration's files are read again. Never unless given.
 * @param servlet Whether and how cameras are served.
 * @param limits How much is served at once.
 * @param security Who may see which cameras, where there is Spring Security.
 * @param health What cameras that are down mean for the app's health.
 * @param nats How cameras are shared with other machines, where there is framecast-relay-nats.
 */
@ConfigurationProperties(prefix = FramecastProperties.PREFIX, ignoreUnknownFields = false)
public record FramecastProperties(
    @DefaultValue Map<String, CameraProperties> cameras,
    @DefaultValue("/cameras") String path,
    @DefaultValue List<String> hosts,
    @DefaultValue("false") boolean localNames,
    @DefaultValue("false") boolean anyHost,
    @DefaultValue List<String> origins,
    @DefaultValue("10s") Duration accessTimeout,
    @Nullable Duration reloadInterval,
    @DefaultValue Servlet servlet,
    @DefaultValue Limits limits,
    @DefaultValue Security security,
    @DefaultValue Health health,
    @DefaultValue Nats nats) {

  /** Where all of them begin. */
  public static final String PREFIX = "framecast";

  /**
   * Whether and how cameras are served.
   *
   * @param enabled Whether the servlet is mounted.
   */
  public record Servlet(@DefaultValue("true") boolean enabled) {}

  /**
   * How much is served at once: see {@link dev.framecast.http.Limits}.
   *
   * @param viewers Viewers in all.
   * @param viewersPerCamera Viewers of one camera.
   * @param viewersPerAddress Viewers from one address.
   * @param snapshots Snapshots that are waited for at a time.
   * @param snapshotsPerAddress The same from one address.
   * @param silence For how long a client may take nothing of what is written to it.
   * @param countLoopback Whether loopback addresses are counted one by one, too.
   */
  public record Limits(
      @DefaultValue("20000") int viewers,
      @DefaultValue("10000") int viewersPerCamera,
      @DefaultValue("1000") int viewersPerAddress,
      @DefaultValue("2000") int snapshots,
      @DefaultValue("100") int snapshotsPerAddress,
      @DefaultValue("8s") Duration silence,
      @DefaultValue("false") boolean countLoopback) {}

  /**
   * Who may see which cameras, where there is Spring Security.
   *
   * @param enabled Whether Spring Security's authorities decide.
   * @param allowAnonymous Whether those who have not logged in see the cameras without tags.
   * @param authorities Which authorities see the cameras with that tag. ROLE_ and the tag in upper
   *     case unless given.
   * @param users Which users see the cameras with that tag, whatever their authorities are.
   */
  public record Security(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("false") boolean allowAnonymous,
      @DefaultValue Map<String, List<String>> authorities,
      @DefaultValue Map<String, List<String>> users) {}

  /**
   * What cameras that are down mean for the app's health.
   *
   * @param downWhen When the app is down as well.
   */
  public record Health(@DefaultValue("never") DownWhen downWhen) {

    /** When the app is down. */
    public enum DownWhen {
      /** Whatever cameras do: they are told in the details. */
      NEVER,
      /** When one camera is. */
      ANY,
      /** When all cameras are. */
      ALL
    }
  }

  /**
   * How cameras are shared with other machines. Not at all unless there are servers.
   *
   * @param servers NATS servers, such as nats://127.0.0.1:4222; with commas between several of a
   *     cluster, tls:// for TLS.
   * @param site Whose cameras are shared: apps of one name see each other's.
   * @param publish Whether this app gives its cameras to others.
   * @param follow Whether this app has the cameras of others.
   * @param username The name of a login.
   * @param password Its password.
   * @param token A token that logs in.
   * @param nkey A file with a user's seed that logs in.
   * @param credentials A file with a JWT and its key that logs in, as nsc writes it.
   * @param trust A PEM file of the certificates that servers may have.
   */
  public record Nats(
      @Nullable String servers,
      @DefaultValue("default") String site,
      @DefaultValue("false") boolean publish,
      @DefaultValue("true") boolean follow,
      @Nullable String username,
      @Nullable String password,
      @Nullable String token,
      @Nullable String nkey,
      @Nullable String credentials,
      @Nullable String trust) {

    /** The site alone: all else may hold a password. */
    @Override
    public String toString() {
      return "Nats[site=" + site + "]";
    }
  }

  /**
   * What the servlet is to go by, but for access.
   *
   * @throws InvalidPropertyException when one of them cannot be
   */
  HttpRules.Builder rules() {
    HttpRules.Builder rules = HttpRules.builder();
    if (!hosts.isEmpty()) {
      InvalidPropertyException.in(
          PREFIX + ".hosts", () -> rules.hosts(hosts.toArray(String[]::new)));
    }
    if (localNames) {
      rules.localNames();
    }
    if (anyHost) {
      rules.anyHost();
    }
    InvalidPropertyException.in(
        PREFIX + ".origins", () -> rules.origins(origins.toArray(String[]::new)));
    InvalidPropertyException.in(
        PREFIX + ".access-timeout", () -> rules.accessTimeout(accessTimeout));
    return InvalidPropertyException.in(PREFIX + ".limits", () -> rules.limits(httpLimits()));
  }

  private dev.framecast.http.Limits httpLimits() {
    dev.framecast.http.Limits.Builder most =
        dev.framecast.http.Limits.builder()
            .viewers(limits.viewers)
            .viewersPerCamera(limits.viewersPerCamera)
            .viewersPerAddress(limits.viewersPerAddress)
            .snapshots(limits.snapshots)
            .snapshotsPerAddress(limits.snapshotsPerAddress)
            .silence(limits.silence);
    return limits.countLoopback ? most.countLoopback().build() : most.build();
  }

  /**
   * What the servlet is mapped to.
   *
   * @throws InvalidPropertyException when the path is none
   */
  String mapping() {
    if (!path.matches("/|(/[A-Za-z0-9._~-]+)+/?")) {
      throw new InvalidPropertyException(
          PREFIX + ".path",
          "\"" + path + "\": must begin with a slash and be a plain path, such as /cameras");
    }
    return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + "/*";
  }
}
