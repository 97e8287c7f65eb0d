package dev.framecast.encode;

import dev.framecast.encode.FuzzVerdicts.Outcome;
import dev.framecast.jpeg.JpegCheck;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;

/** {@link JpegCheck} beside the JDK's decoder, on headers that were changed at random. */
class JpegCheckFuzzTest {

  @Test
  void whatPassesIsDecodedByTheJdkAndWhatItDecodesPasses() throws Exception {
    FuzzVerdicts verdicts = new FuzzVerdicts();
    verdicts.run(1, 1_000, JpegCheckFuzzTest::decode);
    verdicts.judge();
  }

  private static Outcome decode(byte[] jpeg, List<String> words) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (BufferInput input = new BufferInput(ByteBuffer.wrap(jpeg))) {
      reader.setInput(input, true, true);
      reader.read(0);
      return FuzzVerdicts.isDamage(String.join("\n", warnings)) ? Outcome.DAMAGED : Outcome.WHOLE;
    } catch (Exception | OutOfMemoryError e) {
      words.add(e.toString());
      return Outcome.FAILS;
    } finally {
      reader.dispose();
    }
  }
}
