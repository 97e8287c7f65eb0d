package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Rotation;
import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.jpeg.Turn;
import dev.framecast.jpeg.Turned;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Turning by an encoder that an app has installed, which may do as it likes. */
class SlotTurnerTest {
  private static final CameraOptions RIGHT =
      CameraOptions.builder().rotate(Rotation.RIGHT).crop(new Crop(0, 0, 1, 0.5)).build();

  /** Of no whole units, so that it has to be decoded. */
  private static final BufferedImage PICTURE = Turned.corners(323, 163);

  private static final byte[] JPEG = Jpegs.of(PICTURE);

  private final LongAdder decoded = new LongAdder();
  private final AtomicInteger scaled = new AtomicInteger();
  private final FrameSlot slot = new FrameSlot();

  /** Knows nothing of turns: what it is given is what it writes. */
  private class Ignorant implements RenditionEncoder {
    @Override
    public void encode(RawPicture picture, Rendition rendition, FrameSlot to) {}

    @Override
    public void scale(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot to)
        throws IOException {
      scaled.incrementAndGet();
      to.put(jpeg.duplicate());
    }

    @Override
    public void close() {
      throw new LinkageError("its natives are gone");
    }
  }

  private SlotTurner turner(RenditionEncoder encoder) {
    return new SlotTurner(() -> Optional.of(encoder), decoded);
  }

  private boolean turn(SlotTurner turner) throws IOException {
    PictureTurn turn = new PictureTurn();
    turn.heed(RIGHT, false);
    slot.clear();
    slot.passThrough(ByteBuffer.wrap(JPEG));
    turn.wish(slot);
    return turner.turnJpeg(slot, PICTURE.getWidth(), Rendition.SOURCE, turn, Long.MAX_VALUE);
  }

  private void assertTurnsAll(SlotTurner turner) throws IOException {
    BufferedImage whole = Turned.of(PICTURE, Turn.RIGHT);
    BufferedImage right = new BufferedImage(163, 162, BufferedImage.TYPE_3BYTE_BGR);
    right.createGraphics().drawImage(whole, 0, 0, null);
    for (int i = 0; i < 3; i++) {
      assertThat(turn(turner)).isTrue();
      BufferedImage seen = Jpegs.decode(slot.bytes());
      assertThat(seen.getWidth()).isEqualTo(right.getWidth());
      assertThat(seen.getHeight()).isEqualTo(right.getHeight());
      assertThat(Jpegs.difference(seen, right)).isLessThan(6);
      assertThat(slot.isTurned()).isTrue();
    }
    assertThat(decoded.sum()).isEqualTo(3);
    assertThat(scaled).as("is not asked again").hasValue(1);
  }

  @Test
  void whatAnEncoderThatKnowsNothingOfTurnsLeavesAsItIsIsTurnedNevertheless() throws IOException {
    try (SlotTurner turner = turner(new Ignorant())) {
      assertTurnsAll(turner);
    }
  }

  @Test
  void whatAnEncoderThatFailsInAnyWayDoesNotWriteIsTurnedNevertheless() throws IOException {
    RenditionEncoder failing =
        new Ignorant() {
          @Override
          public void scale(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot to) {
            scaled.incrementAndGet();
            throw new NoClassDefFoundError("org/example/Cards");
          }
        };
    try (SlotTurner turner = turner(failing)) {
      assertTurnsAll(turner);
    } // to close it fails as well
  }

  @Test
  void anEncoderThatTurnsIsAskedForEachPictureAndMayFailToClose() throws IOException {
    RenditionEncoder good =
        new Ignorant() {
          @Override
          public void scale(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot to)
              throws IOException {
            super.scale(jpeg, width, rendition, to);
            to.turned();
          }
        };
    try (SlotTurner turner = turner(good)) {
      assertThat(turn(turner)).isTrue();
      assertThat(turn(turner)).isTrue();
      assertThat(scaled).hasValue(2);
      assertThat(slot.length()).as("as it was written").isEqualTo(JPEG.length);
    } // to close it fails
  }
}
