package dev.framecast.source;

import dev.framecast.internal.Secrets;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The providers that are there, by scheme, and what is wrong with the others. */
final class SourceProviders {
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{1,31}");

  private static final String RTSP = "dev.framecast:framecast-source-rtsp";
  private static final String WEBCAM = "dev.framecast:framecast-source-webcam";

  /** Where the schemes of this project are; of http: the streams that are not of JPEGs. */
  private static final Map<String, String> ARTIFACTS =
      Map.ofEntries(
          Map.entry("rtsp", RTSP),
          Map.entry("rtsps", RTSP),
          Map.entry("file", RTSP),
          Map.entry("rtmp", RTSP),
          Map.entry("rtmps", RTSP),
          Map.entry("srt", RTSP),
          Map.entry("udp", RTSP),
          Map.entry("http", RTSP),
          Map.entry("https", RTSP),
          Map.entry("v4l2", RTSP),
          Map.entry("webcam", WEBCAM));

  private static final String SUB_STREAM = "subStream";

  /** The host with the port. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<login>[^/?#]*@)?(?<host>[^/?#@]*)");

  /** A loader that fails each time must not be asked for ever. */
  private static final int MAX_PROBLEMS = 32;

  private final Map<String, List<SourceProvider>> byScheme = new TreeMap<>();
  private final Set<String> classes = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  private SourceProviders() {}

  /** Those that the caller's context class loader sees, and those beside this class. */
  static SourceProviders installed() {
    SourceProviders found = new SourceProviders();
    ClassLoader own = SourceProvider.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null && context != own) {
      found.addAll(ServiceLoader.load(SourceProvider.class, context).iterator());
    }
    found.addAll(ServiceLoader.load(SourceProvider.class, own).iterator());
    System.Logger log = System.getLogger(FrameSources.class.getName());
    found.problems.forEach(problem -> log.log(Level.WARNING, problem));
    return found;
  }

  private void addAll(Iterator<SourceProvider> loader) {
    while (problems.size() < MAX_PROBLEMS) {
      try {
        if (!loader.hasNext()) {
          return;
        }
        SourceProvider provider = loader.next();
        if (classes.add(provider.getClass().getName())) {
          add(provider);
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        problem("a provider of sources does not load: " + said(e) + cause(e));
      }
    }
  }

  private void add(SourceProvider provider) {
    try {
      for (String scheme : provider.schemes()) {
        if (SCHEME.matcher(scheme).matches()) {
          byScheme.computeIfAbsent(scheme, key -> new ArrayList<>()).add(provider);
        } else {
          problem(name(provider) + ": a scheme must be lower-case letters, digits, '.', '+', '-'");
        }
      }
    } catch (Exception | LinkageError | AssertionError e) {
      problem(name(provider) + ": schemes() failed: " + said(e));
    }
  }

  private static String said(Throwable e) {
    return Secrets.hide(e.toString());
  }

  private static String cause(Throwable e) {
    return e.getCause() == null ? "" : " (" + said(e.getCause()) + ")";
  }

  private void problem(String problem) {
    if (!problems.contains(problem)) { // both loaders may tell of the same
      problems.add(problem);
    }
  }

  /** See {@link FrameSources#of}. */
  FrameSource create(String text) {
    String scheme = SourceAddress.schemeOf(text);
    List<SourceProvider> providers = scheme == null ? List.of() : takers(scheme, text);
    if (providers.isEmpty()) {
      throw new IllegalArgumentException(missing(text, scheme));
    }
    if (providers.size() > 1) {
      throw new IllegalStateException(
          scheme
              + ": there are several sources for it, of which one must go: "
              + providers.stream().map(SourceProviders::name).collect(Collectors.joining(", ")));
    }
    SourceAddress address = SourceAddress.parse(text);
    FrameSource source = create(providers.get(0), address);
    Optional<FrameSource> sub = address.settings().text(SUB_STREAM).map(it -> sub(address, it));
    address.settings().refuseUnknown();
    return sub.map(source::withSubStream).orElse(source);
  }

  private List<SourceProvider> takers(String scheme, String text) {
    return byScheme.getOrDefault(scheme, List.of()).stream()
        .filter(provider -> takes(provider, SourceAddress.parse(text)))
        .toList();
  }

  private static boolean takes(SourceProvider provider, SourceAddress address) {
    try {
      return provider.takes(address);
    } catch (IllegalArgumentException e) {
      throw refused(e, provider, address);
    } catch (Exception | LinkageError | AssertionError e) {
      String problem = address.scheme() + ": " + name(provider) + " failed with a ";
      throw traced(new IllegalStateException(problem + e.getClass().getName()), e);
    }
  }

  private FrameSource sub(SourceAddress main, String address) {
    try {
      return create(withLogin(main, address.strip()));
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      throw traced(Settings.invalid(SUB_STREAM, "must be an address: " + problem), e);
    }
  }

  /** With that of the main stream where it is of the same host and has none of its own. */
  private static String withLogin(SourceAddress main, String address) {
    Matcher of = AUTHORITY.matcher(main.withoutSettings());
    Matcher own = AUTHORITY.matcher(address);
    boolean same =
        of.lookingAt()
            && own.lookingAt()
            && of.group("login") != null
            && own.group("login") == null
            && of.group("scheme").equalsIgnoreCase(own.group("scheme"))
            && of.group("host").equalsIgnoreCase(own.group("host"));
    return same
        ? address.substring(0, own.start("host"))
            + of.group("login")
            + address.substring(own.start("host"))
        : address;
  }

  private static FrameSource create(SourceProvider provider, SourceAddress address) {
    FrameSource source;
    try {
      source = provider.create(address);
    } catch (IllegalArgumentException e) {
      throw refused(e, provider, address);
    } catch (Exception | LinkageError | AssertionError e) {
      String problem = address.scheme() + ": " + name(provider) + " failed with a ";
      throw traced(new IllegalStateException(problem + e.getClass().getName()), e);
    }
    if (source == null) {
      throw new IllegalStateException(
          address.scheme() + ": " + name(provider) + " gave null instead of a source");
    }
    return source;
  }

  private static IllegalArgumentException refused(
      IllegalArgumentException e, SourceProvider provider, SourceAddress address) {
    String problem =
        isForPeople(e, address)
            ? e.getMessage()
            : address.scheme() + ": " + name(provider) + " cannot understand the address";
    return traced(new IllegalArgumentException(problem), e);
  }

  /**
   * Whether a provider wrote that message, and not what it called: the JDK's own quote what they do
   * not understand.
   */
  private static boolean isForPeople(IllegalArgumentException e, SourceAddress address) {
    String message = e.getMessage();
    String location = address.location();
    return e.getClass() == IllegalArgumentException.class
        && e.getCause() == null
        && message != null
        && (location.length() < 8 || !message.contains(location));
  }

  /** With the trace of what happened, but not its message and causes, which may quote passwords. */
  private static <E extends RuntimeException> E traced(E instead, Throwable happened) {
    instead.setStackTrace(happened.getStackTrace());
    return instead;
  }

  private String missing(String text, @Nullable String scheme) {
    String artifact = scheme == null ? null : ARTIFACTS.get(scheme);
    String message =
        artifact == null
            ? unknown(text, scheme)
            : scheme + ": no source for it here; add " + artifact;
    return problems.isEmpty() ? message : message + "; " + String.join("; ", problems);
  }

  /** A scheme is repeated only where it is one without doubt: half a password has no // behind. */
  private String unknown(String text, @Nullable String scheme) {
    String known = byScheme.keySet().stream().map(s -> s + ":").collect(Collectors.joining(", "));
    boolean sure = scheme != null && text.strip().startsWith("//", scheme.length() + 1);
    return (sure ? scheme + ": no source for it here; " : "")
        + "an address must begin with one of "
        + known
        + " (others by a SourceProvider)";
  }

  private static String name(SourceProvider provider) {
    return provider.getClass().getName();
  }
}
