package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.framecast.VideoSource;
import dev.framecast.camera.Camera;
import dev.framecast.sink.Client.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A camera's own video in the stream: in order, whole, from key frames on; and what bridges it. */
interface VideoContract extends Staged {
  String VIDEO = "/streams.mjpg?form=video&ids=gate";

  private VideoSource gate() {
    VideoSource source = new VideoSource();
    stage().cameras.add("gate", source, SinkStage.PATIENT);
    return source;
  }

  private Camera camera() {
    return stage().cameras.find("gate");
  }

  private static boolean isVideo(Part part) {
    return part.header("Content-Type").startsWith("video/");
  }

  /** The next part that is a unit of video. */
  private static Part unit(Client client) throws IOException {
    Part part = client.part();
    while (!isVideo(part)) {
      part = client.part();
    }
    return part;
  }

  private static double time(Part part) {
    return Double.parseDouble(part.header("X-Timestamp"));
  }

  private static int number(Part unit) {
    return VideoSource.number(unit.body());
  }

  @Test
  default void unitsAreSentAsTheyAreAndSayWhatTheyAre() throws IOException {
    VideoSource source = gate();
    try (Client client = stage().client().get(VIDEO)) {
      source.key().deltas(3);
      Client.Response head = client.head();
      assertThat(head.header("X-Framecast-Stream")).isEqualTo("1");
      assertThat(head.header("Content-Type"))
          .isEqualTo("multipart/x-mixed-replace; boundary=framecast");
      String kinds = "";
      long before = 0;
      for (int i = 0; i < 5; i++) {
        Part unit = unit(client);
        assertThat(unit.headers())
            .containsEntry("Content-Type", "video/h264")
            .containsEntry("X-Framecast-Camera", "gate")
            .containsEntry("X-Framecast-Live", "true")
            .containsKeys("X-Timestamp", "X-Framecast-Epoch", "X-Framecast-Presented");
        String kind = unit.header("X-Framecast-Frame");
        assertThat(unit.bytes()).startsWith(0, 0, 0, 1, kind.equals("key") ? 0x65 : 0x41);
        assertThat(unit.header("X-Framecast-Codec"))
            .isEqualTo(kind.equals("key") ? VideoSource.FORMAT.codec() : "");
        assertThat(unit.header("X-Framecast-Size")).isEqualTo(kind.equals("key") ? "64x48" : "");
        long captured = Long.parseLong(unit.header("X-Framecast-Captured"));
        assertThat(captured).as("but for the clocks' steps").isGreaterThan(before - 10_000);
        before = captured;
        kinds += kind + " ";
        if (i == 3) {
          source.key(); // not before: whoever comes in begins with the newest
        }
      }
      assertThat(kinds).isEqualTo("key delta delta delta key ");
    }
  }

  @Test
  default void whoComesInBetweenBeginsWithTheLastKeyFrameAndMissesNothing() throws IOException {
    VideoSource source = gate();
    try (Client first = stage().client().get(VIDEO)) {
      first.head();
      int last = 0;
      for (int i = 0; i < 6; i++) {
        source = i % 3 == 0 ? source.key() : source.delta();
        last = number(unit(first));
      }
      try (Client second = stage().client().get(VIDEO)) {
        second.head();
        Part key = unit(second);
        assertThat(key.header("X-Framecast-Frame")).isEqualTo("key");
        assertThat(number(key)).isEqualTo(last - 2);
        assertThat(number(unit(second))).isEqualTo(last - 1);
        assertThat(number(unit(second))).isEqualTo(last);
        source.delta();
        assertThat(unit(first).bytes()).isEqualTo(unit(second).bytes());
      }
    }
  }

  @Test
  @MostlyWaits
  default void whoLeavesAFileOfACameraThatShowsNothingIsNoticed() throws IOException {
    gate();
    try (Client client = stage().client().get("/cameras/gate/video.mp4")) {
      client.head();
      Await.until("there is a viewer", () -> camera().status().viewers() == 1);
      client.vanish();
      Await.until("there is none", () -> camera().status().viewers() == 0);
    }
  }

  @Test
  default void fiftyViewersSeeEachUnitAndNothingIsDecodedOrEncoded() throws IOException {
    VideoSource source = gate();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(stage().client().get(VIDEO));
    }
    Await.until("50 viewers", () -> camera().status().viewers() >= 50);
    source.key();
    for (Client client : clients) {
      client.head();
      assertThat(unit(client).header("X-Framecast-Frame")).isEqualTo("key");
    }
    for (int i = 0; i < 5; i++) {
      source.delta();
      int number = number(unit(clients.get(0)));
      for (Client client : clients.subList(1, 50)) {
        assertThat(number(unit(client))).isEqualTo(number);
      }
    }
    assertThat(camera().status().encoded()).isZero();
    for (Client client : clients) {
      client.close();
    }
  }

  @Test
  default void whoWasHeldUpForLongIsSentNoUnitWithoutTheOneThatItBuildsOn() throws IOException {
    VideoSource source = gate().bytes(20_000).rate(50, 25);
    try (Client client = stage().client().get(VIDEO)) {
      client.head();
      int last = number(unit(client));
      int units = source.units.get();
      Await.until("two seconds of video", () -> source.units.get() > units + 100);
      boolean whole = true; // whether what is at hand can be decoded
      boolean skipped = false;
      int after = 0;
      while (after < 60) {
        Part part = client.part();
        if (!isVideo(part)) {
          whole = false;
          continue;
        }
        int number = number(part);
        assertThat(number).isGreaterThan(last);
        if (!part.header("X-Framecast-Frame").equals("key")) {
          assertThat(whole).as("behind a JPEG").isTrue();
          assertThat(number).isEqualTo(last + 1);
        } else {
          skipped |= number > last + 1;
          whole = true;
        }
        last = number;
        after += skipped ? 1 : 0;
      }
    }
  }

  @Test
  default void aCameraWithoutVideoIsSeenAsJpegs() throws IOException {
    gate().withoutVideo().rate(20, 10);
    try (Client client = stage().client().get(VIDEO + "&width=640")) {
      client.head();
      Part part = client.part();
      while (part.header("X-Framecast-Live").equals("false")) {
        part = client.part();
      }
      assertThat(part.header("Content-Type")).isEqualTo("image/jpeg");
      assertThat(client.part().header("Content-Type")).isEqualTo("image/jpeg");
    }
  }

  @Test
  default void slatesComeAsJpegsAndBehindThemAKeyFrame() throws IOException {
    VideoSource source = gate();
    try (Client client = stage().client().get(VIDEO)) {
      client.head();
      source.key().delta();
      unit(client);
      String epoch = unit(client).header("X-Framecast-Epoch");
      source.fail();
      Part slate = client.part();
      assertThat(slate.header("Content-Type")).isEqualTo("image/jpeg");
      assertThat(slate.header("X-Framecast-Live")).isEqualTo("false");
      source.key().delta();
      Part unit = unit(client);
      assertThat(unit.header("X-Framecast-Frame")).isEqualTo("key");
      assertThat(unit.header("X-Framecast-Epoch")).isNotEqualTo(epoch);
      stage().cameras.remove("gate");
      Part last = client.part();
      while (isVideo(last)) {
        last = client.part();
      }
      assertThat(last.header("X-Framecast-Live")).isEqualTo("false");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  default void jpegAndVideoOfOneCameraAreNumberedAlikeAndComeByOneConnection() throws IOException {
    VideoSource source = gate().rate(20, 5);
    try (Client video = stage().client().get(VIDEO);
        Client pictures = stage().client().get("/streams.mjpg?ids=gate&form=jpeg")) {
      video.head();
      pictures.head();
      Map<String, Double> units = new TreeMap<>();
      Map<String, Double> jpegs = new TreeMap<>();
      while (jpegs.size() < 20) {
        Part unit = unit(video);
        Part picture = pictures.part();
        units.put(unit.header("X-Framecast-Sequence"), time(unit));
        jpegs.put(picture.header("X-Framecast-Sequence"), time(picture));
      }
      jpegs.keySet().retainAll(units.keySet());
      assertThat(jpegs).hasSizeGreaterThan(3);
      jpegs.forEach((number, time) -> assertThat(units.get(number)).isEqualTo(time, within(0.01)));
      assertThat(source.opened).hasValue(1);
    }
  }

  @Test
  default void eachCameraOfAStreamHasItsOwnForm() throws IOException {
    VideoSource source = gate();
    try (Client client = stage().client().get("/streams.mjpg?ids=door,gate&form=jpeg,video")) {
      client.head();
      source.key();
      stage().source.show(Pictures.small(64));
      Map<String, String> types = new TreeMap<>();
      while (types.size() < 2) {
        Part part = client.part();
        if (part.header("X-Framecast-Live").equals("true")) {
          types.put(part.header("X-Framecast-Camera"), part.header("Content-Type"));
        }
      }
      assertThat(types).isEqualTo(Map.of("door", "image/jpeg", "gate", "video/h264"));
    }
  }

  @Test
  default void aHeadOfVideoWatchesNothing() throws IOException {
    VideoSource source = gate();
    try (Client client = stage().client().request("HEAD", VIDEO)) {
      Client.Response head = client.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("X-Framecast-Stream")).isEqualTo("1");
    }
    assertThat(camera().status().viewers()).isZero();
    assertThat(source.opened).hasValue(0);
    assertThat(stage().get("/streams.mjpg?ids=gate&form=mp4").text())
        .isEqualTo("form \"mp4\": must be jpeg or video\n");
  }
}
