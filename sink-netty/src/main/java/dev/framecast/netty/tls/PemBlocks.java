package dev.framecast.netty.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is in a PEM file (RFC 7468): blocks of base64 between lines that say what they are. */
final class PemBlocks {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-(?!----)[^-]*)*)-----END \\1-----");

  /**
   * @param type such as {@code CERTIFICATE}
   * @param text as it stands in the file
   */
  record Block(String type, String text) {

    /** Whether it wants a passphrase, in either of the two ways that there are. */
    boolean isEncrypted() {
      return type.startsWith("ENCRYPTED") || text.contains("ENCRYPTED");
    }

    /**
     * @throws IllegalArgumentException when this is not base64
     */
    byte[] der() {
      return Base64.getMimeDecoder().decode(text);
    }
  }

  private PemBlocks() {}

  static List<Block> of(String file) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(file);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /**
   * Reads the file.
   *
   * @param what the file is for, to say so when it cannot be read
   */
  static String read(String what, Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new IOException(what + " " + file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(what + " " + file + ": this user may not read it", e);
    } catch (IOException e) {
      throw new IOException(
          what + " " + file + ": cannot be read; it has to be a file in PEM form", e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException(what + " " + file + ": larger than 1 MiB, and so no file in PEM form");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
