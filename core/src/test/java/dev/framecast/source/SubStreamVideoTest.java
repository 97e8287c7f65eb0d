package dev.framecast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.frame.VideoFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes between two streams of which somebody watches the video. */
@Timeout(30)
class SubStreamVideoTest {
  private static final int GROUP = 7;

  private final List<Units> opened = new CopyOnWriteArrayList<>();
  private final Viewer viewer = new Viewer();

  /** A context that is told what to want. */
  private static final class Viewer implements SessionContext {
    volatile int width = 64;
    volatile boolean video = true;

    @Override
    public void waitingFor(String what) {}

    @Override
    public void dropped(String why) {}

    @Override
    public int wantedWidth() {
      return width;
    }

    @Override
    public boolean wantsVideo() {
      return video;
    }

    @Override
    public boolean wantsPictures() {
      return false;
    }
  }

  /** Numbered units, of which each seventh is a key frame; it begins in between. */
  private final class Units implements FrameSession {
    final SessionContext context;
    final int width;
    final boolean hasVideo;
    final boolean hasKeys;
    final VideoFormat format;
    int number = 3;
    volatile boolean cancelled;
    int written;

    Units(SessionContext context, int width, boolean hasVideo, boolean hasKeys) {
      this.context = context;
      this.width = width;
      this.hasVideo = hasVideo;
      this.hasKeys = hasKeys;
      format = new VideoFormat(FrameFormat.H264, "avc1", width, 48, ByteBuffer.allocate(1), false);
      opened.add(this);
    }

    @Override
    public boolean advance() {
      number++;
      LockSupport.parkNanos(100_000);
      return !cancelled;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      throw new IOException("nobody wants one");
    }

    @Override
    public boolean writeVideo(FrameSlot slot) {
      boolean key = hasKeys && number % GROUP == 0;
      if (hasVideo && (key || written > 0)) {
        written++;
        slot.put(ByteBuffer.allocate(4).putInt(0, number));
        slot.video(format, key);
        slot.capturedAt(number);
        slot.presentedAt(number);
      }
      return hasVideo;
    }

    @Override
    public SessionInfo info() {
      return SessionInfo.builder().size(width, 48).build();
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void close() {}
  }

  private FrameSource source(int width, boolean hasVideo) {
    return new FrameSource() {
      @Override
      public FrameSession open() {
        return open(SessionContext.NONE);
      }

      @Override
      public FrameSession open(SessionContext context) {
        return new Units(context, width, hasVideo, true);
      }
    };
  }

  private static FrameSlot next(FrameSession session) throws IOException {
    assertThat(session.advance()).isTrue();
    FrameSlot slot = new FrameSlot();
    assertThat(session.writeVideo(slot)).isTrue();
    return slot;
  }

  @Test
  void theOtherStreamBeginsWithAKeyFrameAndNoUnitOfItIsMissing() throws Exception {
    FrameSource both = source(128, true).withSubStream(source(64, true));
    try (FrameSession session = both.open(viewer)) {
      FrameSlot unit = next(session);
      while (unit.length() == 0) {
        unit = next(session);
      }
      assertThat(unit.video().width()).isEqualTo(64);
      viewer.width = 0;
      int number = unit.bytes().getInt();
      FrameSlot following = next(session);
      while (following.video().width() == 64) {
        assertThat(following.bytes().getInt()).isEqualTo(++number);
        following = next(session);
      }
      assertThat(following.isKey()).isTrue();
      assertThat(following.capturedNanos()).isEqualTo(following.bytes().getInt());
      assertThat(following.presentedMicros()).isEqualTo(following.bytes().getInt());
      number = following.bytes().getInt();
      assertThat(opened.get(1).written).as("the key frame once").isEqualTo(1);
      for (int i = 0; i < 20; i++) {
        assertThat(next(session).bytes().getInt()).isEqualTo(++number);
      }
    }
  }

  @Test
  void bothStreamsAreToldWhatIsWanted() throws Exception {
    FrameSource both = source(128, true).withSubStream(source(64, true));
    try (FrameSession session = both.open(viewer)) {
      FrameSlot first = next(session);
      assertThat(first).isNotNull();
      assertThat(opened.get(0).context.wantsVideo()).isTrue();
      assertThat(opened.get(0).context.wantsPictures()).isFalse();
      viewer.video = false;
      assertThat(opened.get(0).context.wantsVideo()).isFalse();
    }
  }

  @Test
  void aStreamThatHasNoVideoTakesThePlaceAtItsFirstPicture() throws Exception {
    FrameSource both = source(128, false).withSubStream(source(64, true));
    try (FrameSession session = both.open(viewer)) {
      assertThat(session.advance()).isTrue();
      viewer.width = 0;
      Await.until(
          "the main stream is shown",
          () -> {
            try {
              return session.advance() && !session.writeVideo(new FrameSlot());
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      assertThat(opened.get(1).width).isEqualTo(128);
    }
  }

  @Test
  void whereNobodyWatchesTheVideoThePlaceIsTakenAtTheFirstPicture() throws Exception {
    viewer.video = false;
    FrameSource both = source(128, true).withSubStream(source(64, true));
    try (FrameSession session = both.open(viewer)) {
      assertThat(session.advance()).isTrue();
      viewer.width = 0;
      Await.until(
          "the main stream is shown",
          () -> {
            try {
              return session.advance() && opened.size() == 2 && opened.get(0).cancelled;
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      assertThat(opened.get(1).written).isZero();
    }
  }
}
