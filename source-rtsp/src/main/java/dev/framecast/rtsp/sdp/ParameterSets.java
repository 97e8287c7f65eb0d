package dev.framecast.rtsp.sdp;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameter sets in an SDP's fmtp line. Cameras write them with start codes, several in one,
 * cut off or not at all; unless they are complete they are left out, and the stream's own are
 * waited for.
 */
final class ParameterSets {
  private static final Set<Integer> H264 = Set.of(7, 8);
  private static final int HEVC_VPS = 32;
  private static final int HEVC_PPS = 34;

  private ParameterSets() {}

  /** The parameters of an fmtp line as FFmpeg can use them. */
  static String repaired(String codec, String parameters) {
    return switch (codec) {
      case "H264" -> h264(parameters);
      case "H265", "HEVC" -> h265(parameters);
      default -> parameters;
    };
  }

  private static String h264(String parameters) {
    List<String> kept = new ArrayList<>();
    for (String parameter : parameters.split(";", -1)) {
      if (!isNamed(parameter, "sprop-parameter-sets")) {
        kept.add(parameter.strip());
        continue;
      }
      List<byte[]> units = units(value(parameter));
      units.removeIf(unit -> unit.length < 2 || !H264.contains(unit[0] & 31));
      if (units.stream().map(unit -> unit[0] & 31).collect(Collectors.toSet()).equals(H264)) {
        kept.add("sprop-parameter-sets=" + encoded(units));
      }
    }
    return String.join(";", kept);
  }

  private static String h265(String parameters) {
    List<String> others = new ArrayList<>();
    List<List<byte[]>> sets = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String parameter : parameters.split(";", -1)) {
      if (!parameter.strip().toLowerCase(Locale.ROOT).matches("sprop-(vps|sps|pps)\\s*=.*")) {
        others.add(parameter.strip());
        continue;
      }
      for (byte[] unit : units(value(parameter))) {
        int type = unit.length < 3 ? -1 : (unit[0] >> 1) & 63;
        if (type >= HEVC_VPS && type <= HEVC_PPS) {
          sets.get(type - HEVC_VPS).add(unit);
        }
      }
    }
    if (sets.stream().noneMatch(List::isEmpty)) {
      others.add("sprop-vps=" + encoded(sets.get(0)));
      others.add("sprop-sps=" + encoded(sets.get(1)));
      others.add("sprop-pps=" + encoded(sets.get(2)));
    }
    return String.join(";", others);
  }

  private static boolean isNamed(String parameter, String name) {
    return parameter.strip().toLowerCase(Locale.ROOT).startsWith(name);
  }

  private static String value(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? "" : parameter.substring(equals + 1).replace("\"", "").strip();
  }

  private static String encoded(List<byte[]> units) {
    return units.stream().map(Base64.getEncoder()::encodeToString).collect(Collectors.joining(","));
  }

  private static List<byte[]> units(String list) {
    List<byte[]> units = new ArrayList<>();
    for (String text : list.split(",", -1)) {
      try {
        split(Base64.getMimeDecoder().decode(text.strip()), units);
      } catch (IllegalArgumentException e) {
        // Cut off; what is missing will be in the stream.
      }
    }
    return units;
  }

  /** Takes the start codes away, and what they part asunder. */
  private static void split(byte[] data, List<byte[]> units) {
    int from = 0;
    for (int i = 0; i + 2 < data.length; i++) {
      if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
        add(data, from, i, units);
        from = i + 3;
      }
    }
    add(data, from, data.length, units);
  }

  private static void add(byte[] data, int from, int end, List<byte[]> units) {
    int last = end;
    while (last > from && data[last - 1] == 0) {
      last--; // the beginning of a start code of four bytes, or padding
    }
    if (last > from) {
      units.add(java.util.Arrays.copyOfRange(data, from, last));
    }
  }
}
