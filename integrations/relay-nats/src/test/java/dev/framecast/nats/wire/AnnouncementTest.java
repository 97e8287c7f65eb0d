package dev.framecast.nats.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.nats.wire.Announcement.Listed;
import io.nats.client.impl.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
  private static Announcement again(Announcement said) {
    return Announcement.of(said.headers(), said.body());
  }

  private static Headers headers(String part) {
    return new Headers().put("Framecast-Node", "a").put("Framecast-Part", part);
  }

  @Test
  void whatIsSaidIsUnderstood() {
    Map<String, Listed> cameras = new LinkedHashMap<>();
    cameras.put("door", new Listed("Front door", Set.of("staff", "a b,c", "Größe")));
    cameras.put("yard.2", new Listed("", Set.of()));
    List<Announcement> all = Announcement.of("node-1", cameras);
    assertThat(all).hasSize(1);
    assertThat(again(all.get(0))).isEqualTo(all.get(0));
    assertThat(again(Announcement.leaving("node-1")).leaves()).isTrue();
  }

  @Test
  void manyCamerasAreSaidInParts() {
    Map<String, Listed> cameras = new LinkedHashMap<>();
    for (int i = 0; i < 2_500; i++) {
      cameras.put("camera-" + i, new Listed("Camera " + i, Set.of()));
    }
    List<Announcement> parts = Announcement.of("a", cameras);
    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(parts).allMatch(part -> part.body().length <= 32 * 1024);
    Map<String, Listed> heard = new LinkedHashMap<>();
    parts.forEach(part -> heard.putAll(again(part).cameras()));
    assertThat(heard).isEqualTo(cameras);
  }

  @Test
  void partsAreNoLargerThanTheServerTakes() {
    Map<String, Listed> cameras = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      cameras.put("camera-" + i, new Listed("x".repeat(200), Set.of()));
    }
    assertThat(Announcement.of("a", cameras, 3_000))
        .hasSizeGreaterThan(10)
        .allMatch(part -> part.body().length <= 3_000);
  }

  @Test
  void aNameOfSeveralLinesAddsNoCamera() {
    Announcement said =
        Announcement.of("a", Map.of("door", new Listed("x\nyard  evil\u2028z", Set.of()))).get(0);
    assertThat(again(said).cameras()).containsOnlyKeys("door");
  }

  @Test
  void aCameraWhoseTagsAreNotUnderstoodIsLeftOut() {
    for (String tags : List.of("%zz", "a,,b", ",", "t,".repeat(40) + "t", "x".repeat(5_000))) {
      String body = "door " + tags + " Door\nyard  Yard\n";
      Announcement heard = Announcement.of(headers("0/1"), body.getBytes(UTF_8));
      assertThat(heard).isNotNull();
      assertThat(heard.cameras()).as(tags).containsOnlyKeys("yard");
    }
  }

  @Test
  void idsThatNoCameraCanHaveAreLeftOut() {
    String body = "../etc  a\n-x  b\nok  c\n" + "l".repeat(65) + "  d\n*  e\n>  f\n";
    Announcement heard = Announcement.of(headers("0/1"), body.getBytes(UTF_8));
    assertThat(heard).isNotNull();
    assertThat(heard.cameras()).containsOnlyKeys("ok");
  }

  @Test
  void whatIsNoAnnouncementIsNull() {
    byte[] none = {};
    assertThat(Announcement.of(null, none)).isNull();
    assertThat(Announcement.of(new Headers(), none)).isNull();
    for (String part :
        List.of("", "1", "/", "a/b", "-1/1", "1/1", "0/1001", "0/-1", "1/0", "0/1/2")) {
      assertThat(Announcement.of(headers(part), none)).as(part).isNull();
    }
    Headers evil = new Headers().put("Framecast-Node", "a.*").put("Framecast-Part", "0/1");
    assertThat(Announcement.of(evil, none)).isNull();
  }

  @Test
  void randomBytesThrowNothingAndAreBounded() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] body = new byte[random.nextInt(400)];
      random.nextBytes(body);
      for (int j = 0; j < body.length; j++) {
        body[j] = random.nextInt(4) == 0 ? (byte) " \n,%".charAt(random.nextInt(4)) : body[j];
      }
      Announcement heard = Announcement.of(headers("0/1"), body);
      assertThat(heard).isNotNull();
    }
    StringBuilder huge = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      huge.append('c').append(i).append("  n\n");
    }
    Announcement heard = Announcement.of(headers("0/1"), huge.toString().getBytes(UTF_8));
    assertThat(heard).isNotNull();
    assertThat(heard.cameras()).hasSize(10_000);
  }
}
