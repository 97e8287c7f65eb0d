package dev.framecast.rtsp;

import dev.framecast.SourceException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Pictures of H.264, H.265 and the like: each packet must be decoded, as later ones build on it.
 */
final class CodedPictures implements Pictures {
  private final Demuxer demuxer;
  private final VideoDecoder decoder;
  private final Counters counters;
  private final PictureGate gate = new PictureGate();
  private PictureFormat format = new PictureFormat(0, 0, 0, 0, 0, 0, 0);
  private boolean ended;

  CodedPictures(Demuxer demuxer, VideoDecoder decoder, Counters counters) {
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.counters = counters;
  }

  @Override
  public boolean next() throws SourceException {
    while (true) {
      while (decoder.receive()) {
        counters.countDecoded();
        if (gate.lets(decoder.isWhole(), System.nanoTime())) {
          if (!format.fits(decoder.picture())) {
            format = PictureFormat.of(decoder.picture());
          }
          return true;
        }
        counters.countDropped();
      }
      if (ended) {
        return false;
      }
      if (!demuxer.read()) {
        ended = true;
        decoder.end(); // It may hold pictures back, which were to be shown after later ones.
      } else if (!decoder.send(demuxer.packet())) {
        counters.countDropped();
      }
    }
  }

  @Override
  public long time() {
    return demuxer.nanos(decoder.picture().best_effort_timestamp());
  }

  @Override
  public int width() {
    return format.displayWidth();
  }

  @Override
  public int height() {
    return format.height();
  }

  @Override
  public AVFrame decoded() {
    return decoder.picture();
  }

  @Override
  public void close() {
    decoder.close();
  }
}
