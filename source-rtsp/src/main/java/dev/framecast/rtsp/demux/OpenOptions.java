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
