package dev.framecast.video;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The streams that {@code make-streams} made, and what ffprobe said of them. */
final class Streams {
  private Streams() {}

  /** A line of streams.txt; see {@code make-streams}. */
  record Row(
      String file,
      String profile,
      int level,
      int width,
      int height,
      String pixels,
      int reordered,
      String pixelAspect,
      String rate,
      String keys,
      String types) {

    VideoCodec codec() {
      return codecOf(file);
    }

    boolean hasBFrames() {
      return types.contains("B");
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    new String(read("streams.txt"), StandardCharsets.US_ASCII)
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(
            cells ->
                rows.add(
                    new Row(
                        cells[0],
                        cells[1],
                        Integer.parseInt(cells[2]),
                        Integer.parseInt(cells[3]),
                        Integer.parseInt(cells[4]),
                        cells[7],
                        Integer.parseInt(cells[8]),
                        cells[9],
                        cells[10],
                        cells[11],
                        cells[12])));
    return rows;
  }

  static VideoCodec codecOf(String file) {
    return file.endsWith(".h264") ? VideoCodec.H264 : VideoCodec.H265;
  }

  static byte[] read(String file) {
    try (InputStream in = Streams.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no such stream: " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The access units, each with the delimiter that it begins with. */
  static List<byte[]> units(String file) {
    byte[] stream = read(file);
    byte[] delimiter = bytes(codecOf(file) == VideoCodec.H264 ? "00000109" : "0000014601");
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i + delimiter.length <= stream.length; i++) {
      if (Arrays.equals(stream, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
        starts.add(i > 0 && stream[i - 1] == 0 ? i - 1 : i);
      }
    }
    List<byte[]> units = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : stream.length;
      units.add(Arrays.copyOfRange(stream, starts.get(i), end));
    }
    return units;
  }

  /** The NAL units of a byte stream, read in the plainest way. */
  static List<byte[]> nals(byte[] stream) {
    List<byte[]> nals = new ArrayList<>();
    int start = -1;
    for (int i = 0; i + 3 <= stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        if (start >= 0) {
          nals.add(withoutZeros(Arrays.copyOfRange(stream, start, i)));
        }
        start = i + 3;
      }
    }
    if (start >= 0) {
      nals.add(withoutZeros(Arrays.copyOfRange(stream, start, stream.length)));
    }
    return nals;
  }

  private static byte[] withoutZeros(byte[] nal) {
    int length = nal.length;
    while (length > 0 && nal[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(nal, length);
  }

  static int type(VideoCodec codec, byte[] nal) {
    return codec == VideoCodec.H264 ? nal[0] & 31 : (nal[0] >> 1) & 63;
  }

  static List<Integer> types(VideoCodec codec, byte[] stream) {
    return nals(stream).stream().map(nal -> type(codec, nal)).toList();
  }

  /** The first NAL unit of that type. */
  static byte[] first(String file, int type) {
    return nals(read(file)).stream()
        .filter(nal -> type(codecOf(file), nal) == type)
        .findFirst()
        .orElseThrow();
  }

  static byte[] sps(String file) {
    return first(file, codecOf(file) == VideoCodec.H264 ? 7 : 33);
  }

  static SequenceParameterSet parsed(String file) throws BitstreamException {
    return SequenceParameterSet.parse(codecOf(file), ByteBuffer.wrap(sps(file)));
  }

  /** The same unit with lengths instead of start codes. */
  static byte[] withLengths(byte[] unit, int lengthBytes) {
    ByteBuffer out = ByteBuffer.allocate(2 * unit.length + 64);
    for (byte[] nal : nals(unit)) {
      for (int i = lengthBytes - 1; i >= 0; i--) {
        out.put((byte) (nal.length >> (8 * i)));
      }
      out.put(nal);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  static byte[] startCode(byte[] nal) {
    return join(bytes("00000001"), nal);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /** What a filter writes of its latest unit. */
  static byte[] written(AccessUnitFilter filter) {
    ByteBuffer out = ByteBuffer.allocate(filter.length());
    filter.writeTo(out);
    if (out.hasRemaining()) {
      throw new AssertionError("length() is " + out.limit() + ", written " + out.position());
    }
    return out.array();
  }
}
