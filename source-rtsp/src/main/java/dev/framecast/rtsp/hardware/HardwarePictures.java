package dev.framecast.rtsp.hardware;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EINVAL;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PATCHWELCOME;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.Errors;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Brings the pictures of one decoder from a device into memory, and sees whether the device does
 * its work. Confined to the session's thread.
 */
public final class HardwarePictures implements AutoCloseable {
  /** More than any stream holds back for later ones: then pictures should have come. */
  private static final int MANY_PACKETS = 40;

  private enum State {
    UNKNOWN,
    DECODES,
    /** FFmpeg found that the device does not take this stream, and decodes without it. */
    REFUSES,
    LOST
  }

  private final HardwareDecoding decoding;
  private final HardwareDevice device;
  private final Address address;
  private final String format;
  private final String others;
  private AVFrame memory = av_frame_alloc();
  private State state = State.UNKNOWN;
  private int packets;
  private boolean closed;

  /**
   * For one decoder.
   *
   * @param others what is to be said of devices that were tried before, or empty
   */
  HardwarePictures(
      HardwareDecoding decoding,
      HardwareDevice device,
      Address address,
      String format,
      String others) {
    this.others = others;
    this.decoding = decoding;
    this.device = device;
    this.address = address;
    this.format = format;
  }

  /** Has the decoder use the device; before it is opened. */
  public void attachTo(AVCodecContext context) {
    device.attachTo(context);
  }

  /** The decoder does not open with the device. */
  public void refuse() {
    state = State.REFUSES;
    String why = device.type() + " does not take this stream";
    decoding.processor(address, format, others.isEmpty() ? why : others + ", " + why);
  }

  /** The decoder was sent a packet, with that result. */
  public void sent(AVPacket packet, int code) {
    judge(code);
    boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    boolean taken = code >= 0 || code == AVERROR_EAGAIN(); // else it is the stream
    if (taken && state == State.UNKNOWN && (key || packets > 0) && ++packets == MANY_PACKETS) {
      decoding.avoid(format, device.type());
      lose("gave no picture");
    }
  }

  /** The decoder gave no picture, with that code. */
  public void judge(int code) {
    // What is invalid, too large or not known is the stream; all else is for want of the device.
    boolean stream =
        code >= 0
            || code == AVERROR_EAGAIN()
            || code == AVERROR_EOF
            || code == AVERROR_INVALIDDATA
            || code == AVERROR_EINVAL()
            || code == AVERROR_PATCHWELCOME;
    if (!stream && isUsed()) {
      lose("failed: " + Errors.text(code));
    }
  }

  /**
   * Gives the picture pixels in memory; all else about it stays as it is.
   *
   * @return FFmpeg's code; if that is negative, the picture has no pixels any more
   */
  public int toMemory(AVFrame picture) {
    if (!device.holds(picture)) {
      if (state != State.REFUSES) {
        refuse();
      }
      return 0;
    }
    int code = device.copy(picture, memory);
    if (code >= 0) {
      code = av_frame_copy_props(memory, picture);
    }
    if (code >= 0) {
      // Of pictures in devices FFmpeg cuts off the right and the bottom alone.
      code = av_frame_apply_cropping(memory, 0);
    }
    av_frame_unref(picture);
    if (code < 0) {
      av_frame_unref(memory);
      lose("failed: " + Errors.text(code));
      return code;
    }
    av_frame_move_ref(picture, memory);
    if (state != State.DECODES) {
      state = State.DECODES;
      decoding.say(address, format + " is decoded by " + device.type());
    }
    return 0;
  }

  /** Ends the use of the device, as what it does is of no use. */
  public void lose(String why) {
    if (state != State.LOST) {
      state = State.LOST;
      decoding.processor(address, format, device.type() + " " + why);
    }
  }

  /** Whether the device decodes, as far as is known. */
  public boolean isUsed() {
    return state == State.UNKNOWN || state == State.DECODES;
  }

  /** Whether nothing good comes from the decoder any more. */
  public boolean isLost() {
    return state == State.LOST;
  }

  /** Comes after the decoder is freed; more than once has no effect. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_frame_free(memory);
      device.close();
    }
  }
}
