package dev.framecast.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.JpegCheck;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Compares {@link JpegCheck} with a decoder over many changed JPEGs. */
final class FuzzVerdicts {
  /** What a decoder makes of a JPEG. */
  enum Outcome {
    /** Decodes; there may be a warning that has nothing to do with the picture. */
    WHOLE,
    /** Decodes with warnings that data is missing or damaged. */
    DAMAGED,
    FAILS
  }

  /** A decoder. */
  @FunctionalInterface
  interface Decoder {
    /** Adds what the decoder says to the words. */
    Outcome decode(byte[] jpeg, List<String> words) throws Exception;
  }

  /** Larger claims are not decoded here, to save time. */
  private static final long MAX_PIXELS = 300_000;

  private static final Pattern DAMAGE =
      Pattern.compile(
          "premature end|bad Huffman code|found marker|Inconsistent progression|Premature end");

  private final JpegCheck check = new JpegCheck().maxPixels(MAX_PIXELS);

  /** Missing where the others are there; libjpeg then takes that of Annex K.3. */
  private static final String NO_TABLE = "picture data without its Huffman table";

  /**
   * Why a JPEG is refused although a decoder takes it, in the order of how often:
   *
   * <ul>
   *   <li>A Huffman table is missing. Motion JPEG leaves all of them out, and these are added.
   *       Where some are there, libjpeg guesses the others; that is right here, where they were
   *       taken from standard ones, and noise for tables that an encoder made itself (B.2.4.2).
   *   <li>Restart markers without DRI, or too few (B.2.1, E.2.4): the JDK's libjpeg shows the first
   *       interval, grey below, and does not say so. That of browsers warns.
   *   <li>A component that no scan has (B.2.3): decoders take its samples for zero, and show other
   *       colours.
   *   <li>A segment with a length of 0 or 1, which does not count itself (B.1.1.4).
   *   <li>Segments of arithmetic coding (B.2.4.3), which decoders without it skip.
   *   <li>Segments of reserved markers (B.1.1.3), and one that is longer than the file: newer JDKs'
   *       decoder skips them. libjpeg-turbo, and so browsers, refuse the first and find no picture
   *       behind the second.
   * </ul>
   */
  private static final Pattern EXPLAINED =
      Pattern.compile(
          NO_TABLE
              + "|a restart marker that was not announced.*|the JPEG is cut: N of N restart markers"
              + "|the JPEG is cut: a colour component has no data|a broken segment at byte N"
              + "|a lossless, hierarchical or arithmetic JPEG.*|an unknown segment .*"
              + "|the JPEG is cut off: no end of image.*");

  private int tried;
  private int passed;
  private int passedDamaged;
  private int decoded;

  /** Those that pass and do not decode, by what the decoder says. */
  private final Map<String, Integer> wronglyPassed = new TreeMap<>();

  /** Those that decode without a warning and are refused, by the reason. */
  private final Map<String, Integer> wronglyRefused = new TreeMap<>();

  void run(long seed, int count, Decoder decoder) throws Exception {
    JpegMutations mutations = new JpegMutations(seed);
    for (Map.Entry<String, byte[]> jpeg : JpegMutations.seeds().entrySet()) {
      for (int i = 0; i < count; i++) {
        compare(jpeg.getKey(), mutations.mutate(jpeg.getValue()), decoder);
      }
    }
  }

  /**
   * Whether libjpeg's words are of missing or damaged data. Its other warnings (bytes between
   * segments, parameters of scans, versions) leave the picture as it is.
   */
  static boolean isDamage(String words) {
    return words.lines().anyMatch(DAMAGE.asPredicate());
  }

  private void compare(String name, byte[] jpeg, Decoder decoder) throws Exception {
    boolean good = check.inspect(ByteBuffer.wrap(jpeg));
    String problem = String.valueOf(check.problem());
    if (problem.contains("more than " + MAX_PIXELS)) {
      return;
    }
    tried++;
    List<String> words = new ArrayList<>();
    Outcome outcome = decoder.decode(good ? mended(jpeg) : jpeg, words);
    passed += good ? 1 : 0;
    decoded += outcome == Outcome.WHOLE ? 1 : 0;
    passedDamaged += good && outcome == Outcome.DAMAGED ? 1 : 0;
    if (good && outcome == Outcome.FAILS) {
      wronglyPassed.merge(name + ": " + words, 1, Integer::sum);
    } else if (!good && outcome == Outcome.WHOLE) {
      wronglyRefused.merge(problem.replaceAll("\\d+", "N"), 1, Integer::sum);
    }
  }

  /** As it is published: with its tables. */
  private byte[] mended(byte[] jpeg) {
    if (check.hasHuffmanTables()) {
      return jpeg;
    }
    FrameSlot slot = new FrameSlot();
    slot.put(jpeg, 0, jpeg.length);
    HuffmanTables.addTo(slot, check.startOfScan());
    byte[] bytes = new byte[slot.length()];
    slot.bytes().get(bytes);
    return bytes;
  }

  /**
   * Nothing passes that does not decode, and next to nothing is refused that does. (What passes may
   * be damaged: whether a table of a header fits the data is not seen without decoding that.)
   */
  void judge() {
    assertThat(wronglyPassed).as(toString()).isEmpty();
    assertThat(wronglyRefused.keySet()).as(toString()).allMatch(EXPLAINED.asMatchPredicate());
    int refused = wronglyRefused.values().stream().mapToInt(Integer::intValue).sum();
    int guessed = wronglyRefused.getOrDefault(NO_TABLE, 0);
    assertThat(refused - guessed).as(toString()).isLessThan(decoded / 30);
    assertThat(guessed).as(toString()).isLessThan(decoded / 8);
    assertThat(passed).as(toString()).isGreaterThan(tried / 3);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d tried; %d pass, of which %d are damaged and %s fail; %d decode, of which refused: %s",
        tried,
        passed,
        passedDamaged,
        wronglyPassed,
        decoded,
        wronglyRefused);
  }
}
