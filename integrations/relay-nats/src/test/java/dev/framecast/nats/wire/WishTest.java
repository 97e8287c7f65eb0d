package dev.framecast.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Rendition;
import io.nats.client.impl.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WishTest {
  private static Headers wanting(String what) {
    return new Headers().put("Framecast-Reader", "r").add("Framecast-Want", what);
  }

  @Test
  void whatIsWantedIsUnderstood() {
    Wish wish = new Wish("r", 5, Map.of(Rendition.SOURCE, 0.0, Rendition.jpeg(640, 60), 12.5));
    assertThat(Wish.of(wish.headers())).isEqualTo(wish);
    Wish video = new Wish("r", 5, Map.of(Rendition.video(640), 0.0));
    assertThat(Wish.of(video.headers())).isEqualTo(video);
    Wish lost = new Wish("r", 5, Map.of(Rendition.VIDEO, 0.0), 3);
    assertThat(Wish.of(lost.headers())).isEqualTo(lost);
  }

  @Test
  void aPictureAnHourIsNotAllThereAre() {
    Wish wish = new Wish("r", 5, Map.of(Rendition.SOURCE, 1.0 / 3_600, Rendition.jpeg(64, 0), 0.0));
    assertThat(Wish.of(wish.headers()).renditions())
        .isEqualTo(Map.of(Rendition.SOURCE, 0.001, Rendition.jpeg(64, 0), 0.0));
  }

  @Test
  void pixelsAreMadeOfTheCamerasOwnJpegAndAFewMoreAreAskedFor() {
    Wish wish = Wish.of("r", 0, Map.of(Rendition.bgr24(320), 4.0, Rendition.gray8(0), 8.0), 0);
    assertThat(wish.renditions()).isEqualTo(Map.of(Rendition.SOURCE, 10.0));
  }

  @Test
  void whatIsNoWishIsNull() {
    assertThat(Wish.of(null)).isNull();
    assertThat(Wish.of(new Headers())).isNull();
    for (String what :
        List.of(
            "",
            "jpeg",
            "jpeg 1 2",
            "jpeg -1 0 0",
            "jpeg 0 101 0",
            "jpeg 0 0 NaN",
            "jpeg 0 0 -1",
            "jpeg 0 0 1001",
            "tiff 0 0 0",
            "video x 0 0",
            "jpeg 0 0 0 0")) {
      assertThat(Wish.of(wanting(what))).as(what).isNull();
    }
    assertThat(Wish.of(new Headers().put("Framecast-Reader", "r.>"))).isNull();
  }

  @Test
  void whoHasMoreViewersOfOtherSizesThanThereCanBeAsksForAsMany() {
    Map<Rendition, Double> wanted = new HashMap<>();
    for (int i = 1; i <= 40; i++) {
      wanted.put(Rendition.jpeg(i * 16, 0), 5.0);
    }
    Wish heard = Wish.of(Wish.of("r", 0, wanted, 0).headers());
    assertThat(heard).isNotNull();
    assertThat(heard.renditions()).hasSize(Wish.MOST);
  }

  @Test
  void whoWantsMoreThanThereCanBeGetsNothing() {
    Headers headers = wanting("jpeg 0 0 0");
    for (int i = 1; i < 40; i++) {
      headers.add("Framecast-Want", "jpeg " + i + " 0 0");
    }
    assertThat(Wish.of(headers).renditions()).isEmpty();
  }

  @Test
  void aReplyIsUnderstoodWhateverTheProblemHasInIt() {
    WishReply reply =
        new WishReply(
            "a",
            new WishReply.Times(1, 2, 3),
            false,
            true,
            new WishReply.Stream(1920, 1080, 25, "h264"),
            "größer\r\nEvil: header" + "x".repeat(1_000));
    WishReply heard = WishReply.of(reply.headers());
    assertThat(heard).isNotNull();
    assertThat(heard.times()).isEqualTo(reply.times());
    assertThat(heard.stream()).isEqualTo(reply.stream());
    assertThat(heard.problem()).startsWith("gr??er??Evil").hasSize(300);
    assertThat(WishReply.of(reply.headers().put("Framecast-Sent", "x"))).isNull();
    assertThat(WishReply.of(reply.headers().put("Framecast-Stream", "1 2 x y"))).isNull();
    assertThat(WishReply.of(reply.headers().put("Framecast-Stream", "-1 2 3 y")).stream())
        .isEqualTo(new WishReply.Stream(0, 0, 0, ""));
  }

  @Test
  void aWishIsAnsweredNowhereButAtItsSitesReaders() {
    Subjects subjects = new Subjects("here");
    assertThat(subjects.isAnswers(subjects.answers("r1"))).isTrue();
    for (String other :
        List.of(
            "framecast.here.nodes",
            "framecast.there.answers.r",
            "framecast.here.answers.",
            "framecast.here.answers.a.b",
            "framecast.here.answers.>",
            "_INBOX.x")) {
      assertThat(subjects.isAnswers(other)).as(other).isFalse();
    }
  }
}
