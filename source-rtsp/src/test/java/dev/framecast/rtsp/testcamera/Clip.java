package dev.framecast.rtsp.testcamera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_INTERLACED_DCT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_INTERLACED_ME;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import javax.imageio.ImageIO;

/**
 * A few coded pictures that a test camera plays over and over, with what RTSP says of them.
 *
 * @param media the lines of the SDP from m=video on
 * @param pictures each coded picture, as RTP's payload format takes it
 * @param fps pictures a second
 * @param payloader cuts pictures into RTP payloads
 */
public record Clip(String media, List<byte[]> pictures, int fps, Payloader payloader) {

  /** MJPEG of that size. */
  public static Clip mjpeg(int width, int height, int count, Painter painter) {
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pictures.add(jpeg(width, height, i, painter));
    }
    String media = "m=video 0 RTP/AVP 26\r\na=rtpmap:26 JPEG/90000\r\na=framerate:25\r\n";
    return new Clip(media, pictures, 25, new JpegPayloader());
  }

  /** One JPEG, with the standard Huffman tables. */
  public static byte[] jpeg(int width, int height, int index, Painter painter) {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try {
      ImageIO.write(painter.picture(width, height, index), "jpeg", jpeg);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jpeg.toByteArray();
  }

  /** The pictures of MPEG-4 part 2, as in a file; one key frame at the beginning. */
  public static List<byte[]> mpeg4(int width, int height, int count, Painter painter) {
    try (H264Maker maker = new H264Maker("mpeg4", width, height, Matrix.BT601)) {
      List<byte[]> pictures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pictures.add(maker.encode(painter.picture(width, height, i)));
      }
      return pictures;
    }
  }

  /**
   * The pictures of MPEG-2, as in a file, with lines of two moments: those of even number are of
   * the painter's picture of twice their number, the others of the one behind it.
   *
   * @param interlaced of which pictures that is so, and is said; the others are of one moment
   */
  public static List<byte[]> mpeg2(
      int width, int height, int count, Painter painter, IntPredicate interlaced) {
    int flags =
        AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME | AV_CODEC_FLAG_LOW_DELAY;
    try (H264Maker maker = new H264Maker("mpeg2video", width, height, Matrix.BT601, flags)) {
      List<byte[]> pictures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        boolean two = interlaced.test(i);
        BufferedImage picture =
            two ? woven(width, height, i, painter) : painter.picture(width, height, 2 * i);
        pictures.add(maker.interlaced(two).encode(picture));
      }
      return pictures;
    }
  }

  /**
   * The painter's picture of twice the number in the even lines, and the next one in the others.
   */
  public static BufferedImage woven(int width, int height, int number, Painter painter) {
    BufferedImage picture = painter.picture(width, height, 2 * number);
    BufferedImage later = painter.picture(width, height, 2 * number + 1);
    for (int y = 1; y < height; y += 2) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, later.getRGB(x, y));
      }
    }
    return picture;
  }

  /** The same, faster or slower. */
  public Clip at(int picturesPerSecond) {
    return new Clip(media, pictures, picturesPerSecond, payloader);
  }

  /** The same without its first pictures. */
  public Clip from(int first) {
    return new Clip(media, pictures.subList(first, pictures.size()), fps, payloader);
  }

  /** H.264 of that size; one key frame at the beginning. */
  public static Clip h264(int width, int height, int count, Matrix matrix, Painter painter) {
    try (H264Maker maker = new H264Maker(width, height, matrix)) {
      List<byte[]> pictures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pictures.add(maker.encode(painter.picture(width, height, i)));
      }
      return h264(pictures);
    }
  }

  /** H.264 that is coded already. */
  public static Clip h264(List<byte[]> pictures) {
    String media =
        "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1"
            + H264Payloader.parameterSets(pictures.get(0))
            + "\r\n";
    return new Clip(media, pictures, 25, new H264Payloader());
  }
}
