package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_IGNORE_SUFFIX;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/** What FFmpeg is told of the protocol and format when it opens an address. */
final class OpenOptions implements AutoCloseable {
  private final Address address;
  private final AVDictionary dictionary = new AVDictionary(null);

  OpenOptions(Address address, SessionOptions options) {
    this.address = address;
    options.extra().forEach(this::set);
    if (address.isDevice() && av_dict_get(dictionary, "pixel_format", null, 0) == null) {
      setUnlessGiven("input_format", "h264"); // of what it has FFmpeg would else take raw pixels
    }
    switch (address.scheme()) {
      case "rtmp" -> set("protocol_whitelist", "rtmp,tcp");
      case "rtmps" -> {
        set("protocol_whitelist", "rtmp,tcp"); // a relay of ours does the TLS
        setUnlessGiven("rtmp_tcurl", address.tcUrl());
      }
      case "srt" -> srt(options.timeout().toMillis());
      case "udp" -> udp(address);
      default -> {}
    }
    if (address.isHls()) {
      hls();
    }
  }

  private void srt(long timeoutMillis) {
    set("protocol_whitelist", "srt");
    setUnlessGiven("connect_timeout", String.valueOf(timeoutMillis));
  }

  private void udp(Address address) {
    set("protocol_whitelist", "udp");
    String host = address.target().hostName();
    if (!isGroup(host)) {
      setUnlessGiven("localaddr", host); // FFmpeg would else listen at all of the machine's
    }
    // A second of a stream of 12 Mbit/s; FFmpeg's own buffer has 5 MB for each camera.
    setUnlessGiven("fifo_size", "8192");
    setUnlessGiven("buffer_size", "1048576");
    setUnlessGiven("overrun_nonfatal", "1"); // what is lost shows in the stream
  }

  /** Whether it is an address of multicast. */
  private static boolean isGroup(String host) {
    return host.matches("(22[4-9]|23\\d)\\..*") || host.matches("(?i)ff[0-9a-f]{2}:.*");
  }

  /**
   * What is opened of HLS is our own affair, so FFmpeg need not guess from names what it may be.
   */
  private void hls() {
    set("format_whitelist", "hls,mpegts,mov");
    set("http_persistent", "0");
    set("http_multiple", "1"); // the next segment is asked for before the present one is over
    set("allowed_extensions", "ALL");
    set("extension_picky", "0");
  }

  /**
   * Of a live playlist: how often it is read without a new segment before FFmpeg takes that for its
   * end. Its default is 100 times, which is too few for a long time-out.
   */
  void waitForSegments(long reloads) {
    setUnlessGiven("max_reload", String.valueOf(reloads));
    setUnlessGiven("m3u8_hold_counters", String.valueOf(reloads));
  }

  /** For packets that are handed to FFmpeg one by one. */
  static OpenOptions ofPackets(Address address, SessionOptions options, boolean unordered) {
    OpenOptions made = new OpenOptions(address, options);
    made.set("sdp_flags", "custom_io");
    if (!unordered) {
      // Without a queue FFmpeg does not look at the packets' numbers. One is not enough for that.
      made.setUnlessGiven("reorder_queue_size", "2");
    }
    return made;
  }

  private void setUnlessGiven(String name, String value) {
    if (av_dict_get(dictionary, name, null, 0) == null) {
      set(name, value);
    }
  }

  @SuppressWarnings("CheckReturnValue")
  private void set(String name, String value) {
    av_dict_set(dictionary, name, value, 0);
  }

  /** For FFmpeg, which takes out what it knows. */
  AVDictionary dictionary() {
    return dictionary;
  }

  void requireAllTaken() throws SourceException {
    TreeSet<String> names = new TreeSet<>();
    AVDictionaryEntry entry = null;
    while ((entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)) != null) {
      names.add(entry.key().getString(StandardCharsets.UTF_8));
    }
    if (!names.isEmpty()) {
      throw new SourceException(
          Kind.UNSUPPORTED,
          address + ": FFmpeg has no such option here: " + String.join(", ", names));
    }
  }

  @Override
  public void close() {
    av_dict_free(dictionary);
  }
}
