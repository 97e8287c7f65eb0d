package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Combs;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.source.FrameSession;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Films with lines of two moments. */
@Timeout(60)
class InterlacedTest {
  private static final int WIDTH = 704;
  private static final int HEIGHT = 576;

  /** So that no post looks like the one beside it, where pictures in between are left out. */
  private static final int[] GREYS = {255, 0, 220, 40, 200, 20, 240, 60};

  /** Posts that move to the right by 12 pixels from field to field, in front of what stays. */
  static final Painter POSTS =
      (canvas, width, height, index) -> {
        canvas.setColor(Color.GRAY);
        canvas.fillRect(0, 0, width, height);
        for (int x = 0; x < width; x += 100) {
          canvas.setColor(Color.LIGHT_GRAY);
          canvas.fillRect(x, height / 2, 60, 40);
          canvas.setColor(new Color(GREYS[x / 100 % GREYS.length] * 0x010101));
          canvas.fillRect((x + index * 12) % width, height / 8, 30, height / 4);
        }
      };

  @TempDir Path folder;

  private List<BufferedImage> shown(IntPredicate interlaced, boolean deinterlace, Rendition wanted)
      throws IOException {
    ByteArrayOutputStream film = new ByteArrayOutputStream();
    for (byte[] picture : Clip.mpeg2(WIDTH, HEIGHT, 12, POSTS, interlaced)) {
      film.write(picture);
    }
    Path file = Files.write(folder.resolve("film.m2v"), film.toByteArray());
    List<BufferedImage> images = new ArrayList<>();
    RtspSource source = RtspSource.builder(file.toString()).deinterlace(deinterlace).build();
    try (FrameSession session = source.open()) {
      while (session.advance()) {
        if (wanted.format() == FrameFormat.JPEG) {
          images.add(Shots.image(Shots.present(session, wanted)));
        } else {
          images.add(grey(session, wanted));
        }
      }
    }
    assertThat(images).hasSizeGreaterThan(1); // a slow machine leaves some out
    return images;
  }

  private static BufferedImage grey(FrameSession session, Rendition wanted) throws IOException {
    FrameSlot slot = new FrameSlot();
    assertThat(session.writeRaw(wanted, slot)).isTrue();
    BufferedImage image =
        new BufferedImage(slot.width(), slot.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < slot.length(); i++) {
      image.setRGB(i % slot.width(), i / slot.width(), (slot.bytes().get(i) & 255) * 0x010101);
    }
    return image;
  }

  private static double combs(List<BufferedImage> images) {
    return images.stream().mapToDouble(Combs::perMille).max().orElseThrow();
  }

  @Test
  void interlacedFilmIsShownWithoutCombsFromTheFirstPictureOn() throws Exception {
    for (Rendition wanted : new Rendition[] {Rendition.SOURCE, Rendition.gray8(0)}) {
      double before = combs(shown(i -> true, false, wanted));
      double after = combs(shown(i -> true, true, wanted));
      System.out.printf("combed pixels of 1000, %s: %.1f, then %.2f%n", wanted, before, after);
      assertThat(before).as("of the film as it is").isGreaterThan(20);
      assertThat(after).isLessThan(before / 50);
    }
  }
}
