package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams while all goes well: their two forms, their pace, slates and the end. */
interface StreamContract extends Staged {
  int VIEWERS = 50;

  @Test
  default void programsAreToldTheLengthOfEachPart() throws IOException {
    byte[] jpeg = Pictures.small(64);
    try (Client client = stage().viewer("User-Agent: curl/8")) {
      stage().source.show(jpeg);
      Client.Response head = client.head();
      assertThat(head.header("Content-Type"))
          .isEqualTo("multipart/x-mixed-replace; boundary=framecast");
      assertThat(head.header("Connection")).isEqualTo("close");
      assertThat(head.headers()).doesNotContainKeys("Content-Length", "Transfer-Encoding");
      assertThat(client.line()).isEqualTo("--framecast");
      assertThat(client.head(0).header("Content-Length")).isEqualTo("" + jpeg.length);
      assertThat(client.read(jpeg.length)).isEqualTo(jpeg);
      assertThat(client.line()).isEmpty();
      assertThat(client.line()).isEqualTo("--framecast");
    }
  }

  @Test
  default void browsersAreSentTheNextPartsHeadersAhead() throws IOException {
    byte[] jpeg = Pictures.small(64);
    try (Client client = stage().viewer("Sec-Fetch-Dest: image")) {
      stage().source.show(jpeg);
      client.head();
      for (int i = 0; i < 2; i++) {
        if (i == 1) {
          assertThat(client.read(jpeg.length)).isEqualTo(jpeg);
          assertThat(client.line()).isEmpty();
        }
        assertThat(client.line()).isEqualTo("--framecast");
        assertThat(client.head(0).headers()).containsOnlyKeys("Content-Type");
      }
    }
  }

  @Test
  @MostlyWaits
  default void fiftyViewersCostOneEncodingAFrame() throws IOException {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < VIEWERS; i++) {
      clients.add(stage().viewer());
    }
    stage().awaitViewers(VIEWERS);
    List<MjpegReader> streams = new ArrayList<>();
    for (Client client : clients) {
      streams.add(client.stream());
    }
    for (int width = 64; width <= 80; width += 8) {
      stage().source.show(Pictures.small(width));
      for (MjpegReader stream : streams) {
        do { // a slate, where fifty of them took long to come
          assertThat(stream.next()).isTrue();
        } while ("false".equals(stream.header("X-Framecast-Live")));
        assertThat(stream.width()).isEqualTo(width);
      }
    }
    assertThat(stage().door.status().encoded()).isEqualTo(3);
    Await.until("all are counted", () -> stage().door.status().delivered() == 3 * VIEWERS);
    for (Client client : clients) {
      client.close();
    }
    stage().awaitViewers(0);
  }

  @Test
  default void whoComesLaterSeesTheNewestFrameAtOnce() throws IOException {
    try (Client first = stage().viewer();
        Client second = stage().client()) {
      stage().source.show(Pictures.small(64));
      assertThat(first.stream().next()).isTrue();
      MjpegReader stream = second.get("/cameras/door/stream.mjpg").stream();
      assertThat(stream.next()).isTrue();
      assertThat(stream.width()).isEqualTo(64);
    }
  }

  @Test
  default void aSlowViewerHoldsUpNobodyAndGetsTheNewestNext() throws IOException {
    try (Client slow = stage().viewer();
        Client quick = stage().viewer()) {
      stage().awaitViewers(2);
      MjpegReader slowStream = slow.stream();
      MjpegReader quickStream = quick.stream();
      stage().source.show(Pictures.small(64));
      assertThat(slowStream.next()).as("it has begun").isTrue();
      assertThat(quickStream.next()).isTrue();
      for (int width = 600; width <= 632; width += 8) {
        stage().source.show(Pictures.large(width));
        assertThat(quickStream.next()).isTrue();
        assertThat(quickStream.width()).isEqualTo(width);
      }
      assertThat(slowStream.next()).isTrue();
      assertThat(slowStream.width()).as("one that was in flight").isBetween(600, 624);
      assertThat(slowStream.next()).isTrue();
      assertThat(slowStream.width()).as("the newest").isEqualTo(632);
    }
  }

  @Test
  default void aViewerIsSentNoMoreFramesThanItAskedFor() throws IOException {
    try (Client all = stage().viewer();
        Client few = stage().client().get("/cameras/door/stream.mjpg?fps=0.001")) {
      stage().awaitViewers(2);
      MjpegReader allStream = all.stream();
      MjpegReader fewStream = few.stream();
      for (int width = 64; width <= 96; width += 8) {
        stage().source.show(Pictures.small(width));
        assertThat(allStream.next()).isTrue();
      }
      assertThat(fewStream.next()).isTrue();
      assertThat(fewStream.width()).as("one of them").isBetween(64, 96);
      stage().cameras.remove("door");
      assertThat(fewStream.next()).isTrue();
      assertThat(fewStream.header("X-Framecast-Live")).as("the last slate").isEqualTo("false");
    }
  }

  @Test
  default void aClosedCameraShowsALastSlateAndEndsTheStream() throws IOException {
    try (Client client = stage().viewer()) {
      stage().source.show(Pictures.small(64));
      MjpegReader stream = client.stream();
      assertThat(stream.next()).isTrue();
      stage().cameras.remove("door");
      assertThat(stream.next()).isTrue();
      assertThat(stream.header("X-Framecast-Live")).isEqualTo("false");
      assertThat(stream.next()).isFalse();
    }
  }

  @Test
  default void aCameraThatIsDownShowsASlateAndThenComesAlive() throws IOException {
    stage().source.down(true);
    try (Client client = stage().viewer()) {
      MjpegReader stream = client.stream();
      assertThat(stream.next()).isTrue();
      assertThat(stream.header("X-Framecast-Live")).isEqualTo("false");
      stage().source.down(false);
      stage().source.show(Pictures.small(64));
      do {
        assertThat(stream.next()).isTrue();
      } while ("false".equals(stream.header("X-Framecast-Live")));
      assertThat(stream.width()).isEqualTo(64);
    }
  }

  @Test
  default void whatAViewerSendsDoesNotDisturbItsStream() throws IOException {
    try (Client client = stage().viewer()) {
      stage().source.show(Pictures.small(64));
      MjpegReader stream = client.stream();
      assertThat(stream.next()).isTrue();
      client.get("/cameras").send("and now something else\r\n\r\n".repeat(100));
      stage().source.show(Pictures.small(72));
      assertThat(stream.next()).isTrue();
      assertThat(stream.width()).isEqualTo(72);
    }
  }

  @Test
  default void manyCamerasAreWatchedAtOnce() throws IOException {
    int count = 8;
    List<ScriptedSource> sources = new ArrayList<>();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ScriptedSource source = new ScriptedSource();
      sources.add(source);
      stage().cameras.add("cam" + i, source, SinkStage.PATIENT);
      clients.add(stage().client().get("/cameras/cam" + i + "/stream.mjpg"));
    }
    for (int i = count - 1; i >= 0; i--) {
      sources.get(i).show(Pictures.small(64 + 8 * i));
      MjpegReader stream = clients.get(i).stream();
      assertThat(stream.next()).isTrue();
      assertThat(stream.width()).isEqualTo(64 + 8 * i);
    }
    for (Client client : clients) {
      client.close();
    }
  }

  @Test
  default void aPageThatIsReloadedIsCountedOnce() throws IOException {
    for (int i = 0; i < 10; i++) {
      try (Client client = stage().viewer()) {
        Client.Response head = client.head(); // subscribed
        stage().source.show(Pictures.small(64));
        assertThat(client.stream(head).next()).isTrue();
        client.reset();
      }
    }
    try (Client client = stage().viewer()) {
      Client.Response head = client.head(); // subscribed
      stage().source.show(Pictures.small(64));
      assertThat(client.stream(head).next()).isTrue();
      stage().awaitViewers(1);
    }
  }
}
