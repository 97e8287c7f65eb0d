package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A video whose pictures have their numbers in them, of the tool in the folder that the system
 * property {@code framecast.cameras} names, and what its pictures look like. Any thread.
 */
final class NumberedVideo {
  private static final int CELLS = 28;
  private static final String TAGS =
      " -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv";

  private final Path file;
  private final int width;
  private final int height;
  private final int count;
  private MappedByteBuffer[] reference = {};

  private NumberedVideo(Path file, int width, int height, int count) {
    this.file = file;
    this.width = width;
    this.height = height;
    this.count = count;
  }

  /** H.264 or H.265 of 25 pictures a second, without B frames. */
  static NumberedVideo make(Path file, String codec, int width, int height, int count, String more)
      throws Exception {
    String tool = Path.of(System.getProperty("framecast.cameras", ""), "numbered-video").toString();
    run(
        "%s --codec %s --size %dx%d --fps 25 --frames %d %s -o %s"
            .formatted(tool, codec, width, height, count, more, file));
    return new NumberedVideo(file, width, height, count);
  }

  /** The same pictures as FFmpeg encodes them with those settings. */
  NumberedVideo encoded(Path as, String settings) throws Exception {
    run("ffmpeg -v error -y -i %s -an %s%s %s".formatted(file, settings, TAGS, as));
    return new NumberedVideo(as, width, height, count);
  }

  Path file() {
    return file;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int count() {
    return count;
  }

  /** The number in the strip along the lower edge of that luma, or -1. */
  int number(byte[] luma) {
    int row = height - height / 24;
    int bits = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      int at = row * width + (2 * cell + 1) * width / (2 * CELLS);
      bits = bits << 1 | ((luma[at] & 255) > 127 ? 1 : 0);
    }
    int number = bits >> 2 & 0xFFFFFF;
    boolean whole = bits >>> 26 == 2 && (bits & 1) == 1;
    return whole && (Integer.bitCount(number) & 1) == (bits >> 1 & 1) ? number : -1;
  }

  /** How like the picture of that number it is, in dB. */
  double psnr(byte[] luma, int number) throws IOException {
    MappedByteBuffer wanted = reference()[number];
    double sum = 0;
    for (int i = 0; i < luma.length; i++) {
      int difference = (luma[i] & 255) - (wanted.get(i) & 255);
      sum += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255 / Math.max(1e-9, sum / luma.length));
  }

  /** The luma of all pictures, of full range, decoded before it is needed. */
  synchronized MappedByteBuffer[] reference() throws IOException {
    if (reference.length == 0) {
      Path raw = Path.of(file + ".luma");
      String full =
          "scale=in_color_matrix=bt709:out_color_matrix=bt709:out_range=pc,format=yuvj444p,"
              + "extractplanes=y";
      run(
          "ffmpeg -v error -y -i %s -vf %s -f rawvideo -pix_fmt gray %s"
              .formatted(file, full, raw));
      int size = width * height;
      MappedByteBuffer[] pictures = new MappedByteBuffer[(int) (Files.size(raw) / size)];
      try (FileChannel channel = FileChannel.open(raw)) {
        for (int i = 0; i < pictures.length; i++) {
          pictures[i] = channel.map(FileChannel.MapMode.READ_ONLY, (long) i * size, size);
        }
      }
      assertThat(pictures).hasSize(count);
      reference = pictures;
    }
    return reference;
  }

  private static void run(String command) throws IOException {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" +")));
    Process process = new ProcessBuilder(words).inheritIO().start();
    try {
      assertThat(process.waitFor()).as(command).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
