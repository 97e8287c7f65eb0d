package dev.framecast.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.FrameSources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtspSourceProviderTest {

  @ParameterizedTest
  @CsvSource({
    "rtsp://u:secret@h/cam?channel=1#transport=udp&timeout=10s&keyFrameWait=0s, rtsp://h/cam?channel=1",
    "rtsp://h/cam#deinterlace=off, rtsp://h/cam",
    "rtsp://h/cam#hwaccel=auto, rtsp://h/cam",
    "file:/films/a.mp4#hwaccel=vaapi, /films/a.mp4",
    "RTSPS://h:322/a%20b#option.user_agent=a wall&option.max_delay=200000, rtsps://h:322/a%20b",
    "file:/films/a b%23%3F100%25.mp4#loop=false, /films/a b#?100%.mp4",
    "file:///films/a.mp4, /films/a.mp4",
    "file:a.mp4, a.mp4",
    "v4l2:/dev/video2, /dev/video2",
    "V4L2:/dev/v4l/by-id/a%20b#size=1920x1080&fps=29.97&format=mjpeg&timeout=2s, /dev/v4l/by-id/a b",
  })
  void addressesAreUnderstood(String address, String description) {
    assertThat(FrameSources.of(address).description()).isEqualTo(description);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rtsp:secret | an rtsp address must be rtsp://host[:port]/path or rtsps://...",
        "rtsp://u:a/secret@h/x | @ is %40, / is %2F, ? is %3F, # is %23",
        "rtsp://u:a#secret@h/x | an @ behind its first #",
        "rtsp://h/x#transport=secret | must be one of auto, tcp, udp, multicast, http",
        "rtsp://h/x#transprot=udp | must be one of transport, clock, timeout, keyFrameWait, deinterlace, hwaccel, option.NAME",
        "rtsp://h/x#loop=true | must be one of transport, clock, timeout, keyFrameWait, deinterlace, hwaccel, option.NAME",
        "rtsp://h/x#timeout=0s | must be longer than zero",
        "rtsp://h/x#keyFrameWait=48h | at least zero and at most a day",
        "rtsp://h/x#deinterlace=true | must be one of auto, off",
        "rtsp://h/x#hwaccel=secret | must be one of off, auto, cuda, d3d11va, d3d12va, dxva2, v4l2request, vaapi, vdpau, videotoolbox, vulkan",
        "rtsp://h/x#hwaccel=drm | must be one of off, auto, cuda",
        "file: | a file address must be file:PATH",
        "file:a.mp4?loop=true | settings follow a #",
        "v4l2:2 | a v4l2 address must be v4l2: and the path of a device",
        "v4l2: | a v4l2 address must be v4l2: and the path of a device",
        "v4l2://u:secret@h/ | a v4l2 address must be v4l2: and the path of a device",
        "v4l2:/dev/video0#size=secret | must be WIDTHxHEIGHT",
        "v4l2:/dev/video0#fps=0 | must be above 0",
        "v4l2:/dev/video0#format=yuyv | must be one of h264, mjpeg",
        "v4l2:/dev/video0#transport=tcp | must be one of format, size, fps, timeout, keyFrameWait, deinterlace, hwaccel, option.NAME",
        "file:a.mp4#transport=tcp | must be one of loop, timeout, keyFrameWait, deinterlace, hwaccel, option.NAME",
      })
  void whatIsNotUnderstoodIsRefusedAndNotRepeated(String address, String problem) {
    assertThatThrownBy(() -> FrameSources.of(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret");
  }
}
