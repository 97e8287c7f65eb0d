package dev.framecast.source.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.SourceException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokenPicturesTest {
  private final NotedContext context = new NotedContext();
  private final AtomicLong now = new AtomicLong(-3);
  private final BrokenPictures broken = new BrokenPictures(context, now::get);

  private void after(double seconds) throws SourceException {
    now.addAndGet((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
    broken.skipped("no EOI");
  }

  @Test
  void theCameraIsToldOfEach() throws SourceException {
    after(0);
    broken.good();
    after(1);
    assertThat(context.dropped)
        .containsExactly(
            "a broken picture was dropped: no EOI", "a broken picture was dropped: no EOI");
  }

  @Test
  void nothingElseForFiveSecondsIsTheEndAndSaysWhy() throws SourceException {
    for (int i = 0; i < 25; i++) {
      after(0.2);
    }
    assertThatThrownBy(() -> after(0.2))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.BROKEN))
        .hasMessage("all of the first 26 pictures are unusable; the last: no EOI");
  }

  @Test
  void oneBrokenPictureEachTenSecondsIsNoStreamAfterThree() throws SourceException {
    after(0);
    after(10);
    assertThatThrownBy(() -> after(10)).isInstanceOf(SourceException.class);
  }

  @Test
  void afterAGoodPictureItIsNotForTimeToEndTheSession() throws SourceException {
    after(0);
    broken.good();
    for (int i = 0; i < 100; i++) {
      after(10);
    }
    assertThat(context.dropped).hasSize(101);
  }

  @Test
  void whatIsNoPictureIsNotCalledABrokenOne() throws SourceException {
    for (int i = 0; i < 2; i++) {
      now.addAndGet(TimeUnit.SECONDS.toNanos(4));
      broken.skippedOther("a part of the type audio/basic");
    }
    now.addAndGet(TimeUnit.SECONDS.toNanos(4));
    assertThatThrownBy(() -> broken.skippedOther("a part of the type text/xml"))
        .hasMessage(
            "none of the first 3 parts is a picture; the last: a part of the type text/xml");
    assertThat(context.dropped)
        .startsWith("a part of the type audio/basic was skipped: it is no picture");
  }
}
