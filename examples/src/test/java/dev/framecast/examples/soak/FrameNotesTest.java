package dev.framecast.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each thing that must not come is told. */
class FrameNotesTest {
  private final Problems problems =
      new Problems(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
  private final FrameNotes notes = new FrameNotes("viewer", List.of("a", "b"), false, problems);
  private final byte[] jpeg = new Jpegs(new SplittableRandom(1)).get(0, 0);

  private void note(String camera, long sequence, long ageMillis, int bytes) {
    long captured = (System.currentTimeMillis() - ageMillis) * 1_000;
    notes.note(camera, sequence, true, captured, ByteBuffer.wrap(jpeg, 0, bytes));
  }

  @Test
  void goodFramesAreNoProblem() {
    notes.connected();
    for (int i = 1; i <= 250; i++) {
      note("a", i, 10, jpeg.length);
    }
    notes.connected();
    note("a", 1, 10, jpeg.length);
    assertThat(problems.all()).isEmpty();
    assertThat(notes.frames()).isEqualTo(251);
    assertThat(notes.missing()).containsExactly("b");
  }

  @Test
  void aFrameThatComesTwiceIsOne() {
    note("a", 5, 10, jpeg.length);
    note("a", 5, 10, jpeg.length);
    assertThat(problems.all()).containsExactly("viewer, camera a: frame 5 came after 5");
  }

  @Test
  void whereAFrameMayComeAgainAnOlderOneIsOne() {
    FrameNotes repeated = new FrameNotes("viewer", List.of("a"), true, problems);
    for (int sequence : new int[] {5, 5, 4}) {
      repeated.note("a", sequence, false, 0, ByteBuffer.wrap(jpeg));
    }
    assertThat(problems.all()).containsExactly("viewer, camera a: frame 4 came after 5");
  }

  @Test
  void aCutFrameIsOne() {
    note("a", 1, 10, jpeg.length - 100);
    assertThat(problems.all()).singleElement().asString().contains("frame 1: the JPEG is cut off");
  }

  @Test
  void anOldPictureThatIsShownAsLiveIsOne() {
    note("a", 1, 30_000, jpeg.length);
    assertThat(problems.all()).singleElement().asString().contains("was live, and 30");
  }

  @Test
  void aCameraThatNobodyAskedForIsOne() {
    note("c", 1, 10, jpeg.length);
    assertThat(problems.all()).singleElement().asString().contains("camera c: was sent");
  }

  @Test
  void silenceIsOneOnce() {
    notes.tellSilence(0);
    notes.tellSilence(0);
    assertThat(problems.all()).singleElement().asString().contains("nothing for");
  }

  @Test
  void problemsArePrintedWhenTheyComeAndCountedToTheEnd() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Problems many = new Problems(new PrintStream(printed, true, StandardCharsets.UTF_8));
    for (int i = 0; i < 60; i++) {
      many.add("number " + i);
    }
    assertThat(many.count()).isEqualTo(60);
    assertThat(many.all()).hasSize(50);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("PROBLEM number 0");
  }
}
