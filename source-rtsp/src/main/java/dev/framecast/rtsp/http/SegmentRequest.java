package dev.framecast.rtsp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.jspecify.annotations.Nullable;

/** What FFmpeg wants to have opened of an HLS stream: an address, a part of it, and a key. */
public final class SegmentRequest {
  private static final String ENCRYPTED = "crypto+";

  private final String url;
  private final @Nullable AVDictionary wanted;
  private final String description;

  public SegmentRequest(String url, @Nullable AVDictionary wanted, String description) {
    this.url = url;
    this.wanted = wanted;
    this.description = description;
  }

  /** Of http or https; anything else fails. */
  public URI uri() throws SourceException {
    String plain = isEncrypted() ? url.substring(ENCRYPTED.length()) : url;
    return HttpUris.parse(plain, description);
  }

  /** By a key, which comes with FFmpeg's own word for that; a playlist can write the word alone. */
  public boolean isEncrypted() {
    return url.startsWith(ENCRYPTED) && !text("key").isEmpty();
  }

  /** The first byte. */
  public long from() {
    return number("offset");
  }

  /** The first byte that is not wanted any more; 0 if all are. */
  public long end() {
    return number("end_offset");
  }

  /** The same in plain, if it is encrypted. */
  public InputStream decrypted(InputStream body) throws SourceException {
    if (!isEncrypted()) {
      return body;
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      byte[] key = HexFormat.of().parseHex(text("key"));
      byte[] iv = HexFormat.of().parseHex(text("iv"));
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return new CipherInputStream(body, cipher);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SourceException(
          Kind.BROKEN, description + ": the key of an encrypted segment is none");
    }
  }

  private long number(String name) {
    String text = text(name);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private String text(String name) {
    AVDictionaryEntry entry = wanted == null ? null : av_dict_get(wanted, name, null, 0);
    return entry == null ? "" : entry.value().getString(UTF_8);
  }
}
