package dev.framecast;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Subscription;
import dev.framecast.discovery.CameraSearch;
import dev.framecast.discovery.Discovery;
import dev.framecast.frame.Ladder;
import dev.framecast.frame.Rendition;
import dev.framecast.http.CameraHttp;
import dev.framecast.http.HttpRules;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.http.HttpMjpegSource;
import dev.framecast.source.image.ImageSource;
import dev.framecast.source.image.JpegSource;
import dev.framecast.source.image.TestPatternSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * A null is refused where it is handed in, by the name of the argument; not where it would hurt.
 */
class NullsTest {
  private static final CameraOptions OPTIONS = CameraOptions.DEFAULT;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static void refused(String name, ThrowingCallable call) {
    assertThatThrownBy(call)
        .as(name)
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining(name);
  }

  @Test
  void inOptions() {
    refused("name", () -> OPTIONS.toBuilder().name(null).build());
    refused("tags", () -> OPTIONS.toBuilder().tags(null).build());
    refused("linger", () -> OPTIONS.toBuilder().linger(null).build());
    refused(
        "stallAfter",
        () ->
            OPTIONS.toBuilder()
                .stallAfter(null)
                .reconnectAfter(SECOND)
                .connectTimeout(SECOND)
                .build());
    refused(
        "reconnectAfter",
        () ->
            OPTIONS.toBuilder()
                .stallAfter(SECOND)
                .reconnectAfter(null)
                .connectTimeout(SECOND)
                .build());
    refused(
        "connectTimeout",
        () ->
            OPTIONS.toBuilder()
                .stallAfter(SECOND)
                .reconnectAfter(SECOND)
                .connectTimeout(null)
                .build());
    refused(
        "backoffMin",
        () -> OPTIONS.toBuilder().backoff(null, SECOND).backoffRefused(SECOND).build());
    refused(
        "backoffMax",
        () -> OPTIONS.toBuilder().backoff(SECOND, null).backoffRefused(SECOND).build());
    refused(
        "backoffRefused",
        () -> OPTIONS.toBuilder().backoff(SECOND, SECOND).backoffRefused(null).build());
    refused("ladder", () -> OPTIONS.toBuilder().ladder(null).build());
    refused("widths", () -> new Ladder(null, List.of()));
    refused("qualities", () -> new Ladder(List.of(), null));
    refused("width", () -> new Ladder(Arrays.asList(160, null), List.of()));
    refused("quality", () -> new Ladder(List.of(), Arrays.asList(50, null)));
  }

  @Test
  void inARegistry() {
    FrameSource source = TestPatternSource.of(320, 180, 5);
    try (Cameras cameras = new Cameras()) {
      refused("id", () -> cameras.add(null, source));
      refused("source", () -> cameras.add("door", (FrameSource) null));
      refused("address", () -> cameras.add("door", (String) null));
      refused("options", () -> cameras.add("door", source, null));
      refused("id", () -> cameras.find(null));
      refused("id", () -> cameras.remove(null));
      Camera door = cameras.add("door", source);
      refused("id", () -> cameras.find(null));
      refused("rendition", () -> door.subscribe(null, 0));
      refused("rendition", () -> door.snapshot(null, SECOND, SECOND));
      refused("maxAge", () -> door.snapshot(Rendition.SOURCE, null, SECOND));
      refused("timeout", () -> door.snapshot(Rendition.SOURCE, SECOND, null));
      try (Subscription viewer = door.subscribe()) {
        refused("timeout", () -> viewer.next(null));
        refused("executor", () -> viewer.onFrame(null, frame -> {}));
        refused("consumer", () -> viewer.onFrame(Runnable::run, null));
        refused("executor", () -> viewer.publisher(null));
      }
      refused("rules", () -> new CameraHttp(cameras, null));
    }
    refused("cameras", () -> new CameraHttp(null));
    refused("host", () -> HttpRules.builder().hosts((String) null).build());
    refused("origin", () -> HttpRules.builder().origins((String) null).build());
    refused("search", () -> HttpRules.builder().search(null).build());
  }

  @Test
  void inSources() {
    HttpMjpegSource.Builder http = HttpMjpegSource.builder("http://127.0.0.1/");
    refused("uri", () -> HttpMjpegSource.of(null));
    refused("user", () -> http.credentials(null, "x"));
    refused("password", () -> http.credentials("x", null));
    refused("timeout", () -> http.timeout(null));
    refused("fingerprint", () -> http.fingerprint(null));
    refused("sslContext", () -> http.sslContext(null));
    refused("description", () -> ImageSource.of(null, 5, () -> null));
    refused("pictures", () -> ImageSource.of(5, null));
    refused("description", () -> JpegSource.of(null, 5, () -> null));
    refused("jpegs", () -> JpegSource.of(5, null));
    refused("text", () -> TestPatternSource.builder(null).build());
    refused("text", () -> TestPatternSource.builder(320, 180, 5).label(null).build());
    refused("kind", () -> new SourceException(null, "x"));
    refused("codec", () -> SessionInfo.builder().codec(null).build());
  }

  @Test
  void inDiscovery() {
    refused("interface", () -> Discovery.builder().on(null));
    refused("user", () -> Discovery.builder().login(null, ""));
    refused("password", () -> Discovery.builder().login("", null));
    refused("listen", () -> Discovery.builder().listen(null));
    refused("timeout", () -> Discovery.builder().timeout(null));
    refused("discovery", () -> new CameraSearch(null));
  }
}
