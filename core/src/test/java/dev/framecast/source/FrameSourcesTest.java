package dev.framecast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.CameraOptions;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSourcesTest {
  private final ClassLoader usual = Thread.currentThread().getContextClassLoader();
  private final Logger logger = Logger.getLogger(FrameSources.class.getName());
  private final List<String> warnings = new ArrayList<>();
  private final Handler handler = new Noted();
  @TempDir private Path folder;

  private final class Noted extends Handler {
    @Override
    public void publish(LogRecord entry) {
      warnings.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void noteWarnings() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void giveBackTheClassLoader() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    Thread.currentThread().setContextClassLoader(usual);
  }

  private void register(Object... providers) {
    List<String> names = new ArrayList<>();
    for (Object provider : providers) {
      names.add(provider instanceof Class<?> type ? type.getName() : provider.toString());
    }
    try {
      Path services = Files.createDirectories(folder.resolve("META-INF/services"));
      Files.write(services.resolve(SourceProvider.class.getName()), names);
      URL[] path = {folder.toUri().toURL()};
      Thread.currentThread().setContextClassLoader(new URLClassLoader(path, usual));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A source of a user's own. */
  public static final class Clock implements SourceProvider {
    @Override
    public Set<String> schemes() {
      return Set.of("clock");
    }

    @Override
    public FrameSource create(SourceAddress address) {
      TestPatternSource.Builder source = TestPatternSource.builder(320, 180, 1);
      address.settings().text("zone").ifPresent(source::label);
      return source.build();
    }
  }

  /** The same scheme again. */
  public static final class OtherClock implements SourceProvider {
    @Override
    public Set<String> schemes() {
      return Set.of("clock");
    }

    @Override
    public FrameSource create(SourceAddress address) {
      return TestPatternSource.of(320, 180, 1);
    }
  }

  /** Takes a part of the addresses of http. */
  public static final class Film implements SourceProvider {
    @Override
    public Set<String> schemes() {
      return Set.of("http");
    }

    @Override
    public boolean takes(SourceAddress address) {
      return address.location().endsWith(".m3u8");
    }

    @Override
    public FrameSource create(SourceAddress address) {
      return TestPatternSource.of(320, 180, 1);
    }
  }

  /** Does not load. */
  public static final class Unloadable implements SourceProvider {
    /** Fails. */
    public Unloadable() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public Set<String> schemes() {
      return Set.of("unloadable");
    }

    @Override
    public FrameSource create(SourceAddress address) {
      throw new AssertionError();
    }
  }

  /** Has no schemes. */
  public static final class Null implements SourceProvider {
    @Override
    public Set<String> schemes() {
      return null;
    }

    @Override
    public FrameSource create(SourceAddress address) {
      throw new AssertionError();
    }
  }

  /** Has schemes that no address can have, and fails in the ways that there are. */
  public static final class Failing implements SourceProvider {
    @Override
    public Set<String> schemes() {
      return Set.of("Upper", "x", "null", "throws", "links", "quotes", "number", "address");
    }

    @Override
    public FrameSource create(SourceAddress address) {
      return switch (address.scheme()) {
        case "null" -> null;
        case "throws" -> throw new IllegalStateException("cannot do " + address.location());
        case "links" -> throw new UnsatisfiedLinkError(address.location());
        case "number" -> throw new NumberFormatException("For input string: secret");
        case "address" ->
            TestPatternSource.builder(URI.create(address.withoutSettings()).getPath()).build();
        default -> throw new IllegalArgumentException("no such: " + address.withoutSettings());
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://user:secret@127.0.0.1/a?x=1#timeout=10s, http://127.0.0.1/a?x=1",
    "HTTPS://127.0.0.1/a, https://127.0.0.1/a",
    "test:640x360@12.5#label=north gate&hue=20&deterministic=true, test pattern 640x360@12.5",
  })
  void ourOwnSchemesAreThere(String address, String description) {
    assertThat(FrameSources.of(address).description()).isEqualTo(description);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h:0/secret | an http address must be http://host[:port]/path or https://...,",
        "http:secret | an http address must be",
        "http://u:a/secret@h/x | @ is %40, / is %2F",
        "https://h/x#timeout=secret | setting \"timeout\": must be a time such as",
        "https://h/x#timeout=48h | timeout PT48H: must be more than zero and at most a day",
        "https://h/x#timeot=5s | setting \"timeot\": must be one of timeout",
        "test:secret | a test address must be test:WIDTHxHEIGHT@FPS",
        "test:10x10@5 | of 160x90 to 7680x4320 pixels",
        "test:320x180@5?label=secret | settings follow a #",
        "test:320x180@5#secret=1 | setting number 1: must be one of label, hue, deterministic",
        "test:320x180@5#deterministic=1 | must be true or false",
      })
  void whatIsWrongIsSaidAndNotRepeated(String address, String problem) {
    assertThatThrownBy(() -> FrameSources.of(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void ofSeveralForASchemeTheOneIsAskedThatTakesTheAddress() {
    assertThatThrownBy(() -> FrameSources.of("http://h/a.m3u8"))
        .hasMessage("http: no source for it here; add dev.framecast:framecast-source-rtsp");
    register(Film.class);
    assertThat(FrameSources.of("http://h/a.m3u8")).isInstanceOf(TestPatternSource.class);
    assertThat(FrameSources.of("http://h/a.mjpg")).isNotInstanceOf(TestPatternSource.class);
  }

  @Test
  void aSchemeOfOursThatIsNotThereNamesWhatToAdd() {
    assertThatThrownBy(() -> FrameSources.of("rtsp://u:secret@h/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rtsp: no source for it here; add dev.framecast:framecast-source-rtsp");
    assertThatThrownBy(() -> FrameSources.of("file:x.mp4"))
        .hasMessage("file: no source for it here; add dev.framecast:framecast-source-rtsp");
    assertThatThrownBy(() -> FrameSources.of("webcam:0"))
        .hasMessage("webcam: no source for it here; add dev.framecast:framecast-source-webcam");
  }

  @Test
  void anyOtherSchemeListsThoseThatAreThere() {
    String there = "an address must begin with one of http:, https:, test: (others by a Source";
    assertThatThrownBy(() -> FrameSources.of("ftp://h/x?pwd=secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ftp: no source for it here; " + there);
    assertThatThrownBy(() -> FrameSources.of("secret:x")).hasMessageStartingWith(there);
    assertThatThrownBy(() -> FrameSources.of("secret")).hasMessageStartingWith(there);
    assertThatThrownBy(() -> FrameSources.of("")).hasMessageStartingWith(there);
  }

  @Test
  void aSchemeOfOnesOwnIsFoundByTheContextClassLoader() {
    register(Clock.class);
    assertThat(FrameSources.of("clock:#zone=CET").kind()).isEqualTo("test pattern");
    assertThat(FrameSources.of("test:320x180@5")).isNotNull();
    assertThatThrownBy(() -> FrameSources.of("clock:#zon=CET"))
        .hasMessage("setting \"zon\": must be one of zone, subStream");
    assertThatThrownBy(() -> FrameSources.of("x://h")).hasMessageContaining("clock:, http:");
    assertThat(warnings).isEmpty();
  }

  @Test
  void withoutAContextClassLoaderOurOwnAreThere() {
    Thread.currentThread().setContextClassLoader(null);
    assertThat(FrameSources.of("test:320x180@5")).isNotNull();
  }

  @Test
  void twoForOneSchemeAreToldAndPreventNoOther() {
    register(Clock.class, OtherClock.class);
    assertThatThrownBy(() -> FrameSources.of("clock:"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("clock: there are several sources", "$Clock", "$OtherClock");
    assertThat(FrameSources.of("test:320x180@5")).isNotNull();
  }

  @Test
  void brokenProvidersAreToldAndPreventNoOther() {
    register("no.such.Provider", Unloadable.class, Null.class, FrameSourcesTest.class, Clock.class);
    assertThat(FrameSources.of("clock:")).isNotNull();
    assertThat(FrameSources.of("test:320x180@5")).isNotNull();
    assertThat(warnings)
        .anyMatch(warning -> warning.contains("no.such.Provider not found"))
        .anyMatch(warning -> warning.contains("Unloadable could not be instantiated (java.lang"))
        .anyMatch(warning -> warning.contains("FrameSourcesTest not a subtype"))
        .anyMatch(warning -> warning.contains("$Null: schemes() failed"));
    assertThatThrownBy(() -> FrameSources.of("unloadable:x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$Unloadable could not be instantiated");
  }

  @Test
  void aServicesFileThatIsGarbageIsTold() {
    register("this is no class name");
    assertThat(FrameSources.of("test:320x180@5")).isNotNull();
    assertThat(warnings).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null:secret | null: dev.framecast.source.FrameSourcesTest$Failing gave null instead of",
        "throws:secret | $Failing failed with a java.lang.IllegalStateException",
        "links:secret | $Failing failed with a java.lang.UnsatisfiedLinkError",
      })
  void aProviderThatFailsIsNamedWithoutItsMessage(String address, String problem) {
    register(Failing.class);
    assertThatThrownBy(() -> FrameSources.of(address))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThat(warnings).hasSize(1).first().asString().contains("a scheme must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quotes://user:secret@host/x", "number:secret", "address://h/a secret"})
  void aProviderWhoseMessageQuotesTheAddressIsNamedInstead(String address) {
    register(Failing.class);
    assertThatThrownBy(() -> FrameSources.of(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("$Failing cannot understand the address")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"test:320x180@5", "http://127.0.0.1/"})
  void camerasAreAddedByAddress(String address) {
    CameraOptions options = CameraOptions.builder().name("Front door").build();
    try (Cameras cameras = new Cameras()) {
      assertThat(cameras.add("a", address).status().name()).isEqualTo("a");
      assertThat(cameras.add("b", address, options).status().name()).isEqualTo("Front door");
    }
  }
}
