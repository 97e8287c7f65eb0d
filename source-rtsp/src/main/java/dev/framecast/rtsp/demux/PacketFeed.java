package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;

import dev.framecast.rtsp.client.RtspStream;
import dev.framecast.source.SourceException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * What FFmpeg reads of an RTSP camera: the description as if it were a file, then packet by packet.
 * Confined to the session's thread.
 */
final class PacketFeed {
  private final RtspStream stream;
  private final byte[] description;
  private int position;
  private boolean described;
  private long deadline;
  private @Nullable SourceException failure;
  private @Nullable Throwable defect;

  PacketFeed(RtspStream stream) {
    this.stream = stream;
    description = stream.description().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** From now on a packet must come by then. */
  void limit(long nanoTime) {
    deadline = nanoTime;
  }

  /** The description has been read; packets follow. */
  void described() {
    described = true;
  }

  /** For FFmpeg, which must not see an exception. */
  int read(BytePointer to, int size) {
    if (position < description.length) {
      int length = Math.min(size, description.length - position);
      to.put(description, position, length);
      position += length;
      return length;
    }
    if (!described) {
      return AVERROR_EOF; // FFmpeg asks more than once
    }
    try {
      if (failure == null && defect == null) {
        stream.read(deadline);
        int length = Math.min(size, stream.length());
        to.put(stream.data(), stream.offset(), length);
        return length;
      }
    } catch (SourceException e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      defect = e;
    }
    return AVERROR_EXIT;
  }

  /** Throws what FFmpeg was told as a mere number. */
  void rethrow() throws SourceException {
    if (failure != null) {
      throw failure;
    }
    if (defect instanceof Error error) {
      throw error;
    }
    if (defect instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
