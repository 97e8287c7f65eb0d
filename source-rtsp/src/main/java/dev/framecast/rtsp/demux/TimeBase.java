package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avutil.AVRational;

/** The unit of a stream's time stamps. */
record TimeBase(int numerator, int denominator) {
  static TimeBase of(AVRational unit) {
    return new TimeBase(unit.num(), Math.max(1, unit.den()));
  }

  /** A time stamp in nanoseconds, or {@link Demuxer#NO_TIME}. */
  long nanos(long timestamp) {
    if (timestamp == AV_NOPTS_VALUE) {
      return Demuxer.NO_TIME;
    }
    return (long) ((double) timestamp * (1_000_000_000L * numerator) / denominator);
  }
}
