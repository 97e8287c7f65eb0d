package dev.framecast.benchmarks.codec;

import dev.framecast.frame.FrameSlot;
import dev.framecast.rtsp.Steps;
import java.io.IOException;

/** Some of the steps of {@link VideoWay.Framecast}. */
final class VideoSteps implements VideoWay {
  private final Name name;
  private final Steps steps;
  private final FrameSlot slot = new FrameSlot();

  VideoSteps(Name name, String uri) throws IOException {
    this.name = name;
    steps = new Steps(uri);
  }

  @Override
  public int next() throws IOException {
    steps.decode();
    slot.clear();
    if (name == Name.FRAMECAST_CONVERT) {
      steps.convert();
    } else if (name == Name.FFMPEG_WRONG_COLOURS) {
      steps.encodeUnconverted(slot);
    }
    return slot.length();
  }

  @Override
  public byte[] jpeg() {
    return CodecBenchmark.bytes(slot);
  }

  @Override
  public void close() {
    steps.close();
  }
}
