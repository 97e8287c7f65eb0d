package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.FrameSources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSourceProviderTest {

  @ParameterizedTest
  @CsvSource({
    "rtmp://u:secret@h/live/yard#timeout=10s, rtmp://h/live/yard, rtmp",
    "rtmps://h:8443/live/yard#insecure=true, rtmps://h:8443/live/yard, rtmp",
    "srt://h:9000?streamid=read:yard:u:secret#mode=listener&latency=200ms, srt://h:9000, srt",
    "srt://:9000#passphrase=0123456789&streamId=yard, srt://0.0.0.0:9000, srt",
    "udp://@:5000#option.fifo_size=1000, udp://0.0.0.0:5000, udp",
    "udp://@239.1.2.3:5000, udp://239.1.2.3:5000, udp",
    "UDP://127.0.0.1:5000#keyFrameWait=0s, udp://127.0.0.1:5000, udp",
    "http://u:secret@h/live.M3U8?x=1#variant=lowest&loop=true, http://h/live.M3U8?x=1, hls",
    "https://h/live.m3u8#insecure=true, https://h/live.m3u8, hls",
    "http://h/play?id=3#format=hls, http://h/play?id=3, hls",
    "http://h/yard.flv, http://h/yard.flv, http",
    "http://h/yard.ts, http://h/yard.ts, http",
  })
  void addressesAreUnderstood(String address, String description, String kind) {
    assertThat(FrameSources.of(address).description()).isEqualTo(description);
    assertThat(FrameSources.of(address).kind()).isEqualTo(kind);
    assertThat(FrameSources.of(address)).isInstanceOf(RtspSource.class);
  }

  @ParameterizedTest
  @CsvSource({"http://h/video.mjpg?x=a.m3u8", "https://h/flv", "http://h"})
  void otherAddressesOfHttpAreThoseOfJpegs(String address) {
    assertThat(FrameSources.of(address)).isNotInstanceOf(RtspSource.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "srt://h | srt: must be srt://host:port",
        "udp://127.0.0.1/secret | udp: must be udp://host:port",
        "srt://u:secret@h:9000 | without user and password",
        "rtmp:secret | rtmp: must be rtmp://host[:port]/path",
        "rtmp://u:a/secret@h/x | @ is %40, / is %2F",
        "rtmp://h/x#variant=lowest | must be one of timeout, keyFrameWait, deinterlace",
        "srt://h:9#mode=secret | must be one of caller, listener",
        "srt://h:9#passphrase=secret | must have 10 to 79 characters",
        "srt://h:9#latency=2m | must be 1m at most",
        "http://h/a.m3u8#fps=5 | must be one of format, variant, loop, timeout, keyFrameWait",
        "http://h/a#format=secret | must be one of hls, flv, mpegts",
        "http://h/a#format=hls&format=secret | must be given once",
        "http://h/a.m3u8#variant=secret | must be one of highest, lowest",
      })
  void whatIsNotUnderstoodIsRefusedAndNotRepeated(String address, String problem) {
    assertThatThrownBy(() -> FrameSources.of(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://h/live", "http://h/live"})
  void certificatesAreNotAskedForWhereTheyWouldNotBeChecked(String address) {
    RtspSource.Builder pinned = RtspSource.builder(address).fingerprint("ab".repeat(32));
    assertThatThrownBy(pinned::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(address + ": ")
        .hasMessageContaining("format");
    assertThatThrownBy(RtspSource.builder(address).insecure()::build)
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(pinned.format(RtspSource.Format.FLV).build().kind()).isEqualTo("http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h/a.m3u8", "rtsp://h/a"})
  void aUserAgentThatNoHeaderTakesIsRefusedBeforeItIsSent(String address) {
    RtspSource.Builder builder = RtspSource.builder(address).option("user_agent", "\u68da");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user_agent")
        .hasMessageContaining("Latin");
    assertThat(RtspSource.builder(address).option("user_agent", "Hof\u00e4").build()).isNotNull();
  }
}
