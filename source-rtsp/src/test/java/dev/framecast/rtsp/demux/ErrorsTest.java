package dev.framecast.rtsp.demux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_UNKNOWN;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO;

import dev.framecast.rtsp.ffmpeg.FFmpeg;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ErrorsTest {
  private static final int EPERM = 1;

  @BeforeAll
  static void load() {
    FFmpeg.load(); // which knows the numbers
  }

  private final Address rtmp = Address.parse("rtmp://host/live/key");
  private final Address srt = Address.parse("srt://host:9000");

  @Test
  void whatAServerOfRtmpRefusesIsToldWithWhatToCheck() {
    for (int code : new int[] {-EPERM, AVERROR_UNKNOWN}) {
      SourceException error = Errors.opening(rtmp, code);
      assertThat(error.kind()).isEqualTo(Kind.NO_VIDEO);
      assertThat(error).hasMessageContaining("check path, user and password");
    }
  }

  @Test
  void whereSrtIsRefusedThePassphraseIsNamed() {
    assertThat(Errors.opening(srt, AVERROR_EIO())).hasMessageContaining("check passphrase");
  }

  @Test
  void aHostThatSentPicturesIsNotCalledOneThatIsNone() {
    assertThat(Errors.reading(rtmp, AVERROR_EIO()))
        .hasMessageContaining("the connection broke")
        .hasMessageNotContaining("no such host");
  }
}
