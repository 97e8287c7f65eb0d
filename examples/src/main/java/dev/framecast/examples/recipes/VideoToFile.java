package dev.framecast.examples.recipes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A camera's own video in a file, from a framecast server: a client of a few lines. */
public final class VideoToFile {
  private VideoToFile() {}

  /**
   * Writes 250 units of a camera's video, such as those of http://localhost:8080 door door.h264.
   */
  public static void main(String[] args) throws IOException {
    URI stream = URI.create(args[0] + "/streams.mjpg?form=video&ids=" + args[1]);
    try (InputStream in = stream.toURL().openStream();
        OutputStream file = Files.newOutputStream(Path.of(args[2]))) {
      save(in, file, 250);
    }
  }

  // tag::client[]
  /** Writes so many units of video to the file; fewer if the stream ends before. */
  static void save(InputStream stream, OutputStream file, int units) throws IOException {
    InputStream in = new BufferedInputStream(stream);
    int left = units;
    while (left > 0) {
      String boundary = line(in);
      if (boundary.isEmpty()) {
        continue; // the line end behind the part before
      } else if (!boundary.equals("--framecast")) {
        return; // --framecast--: the server ends the stream in order
      }
      Map<String, String> part = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        part.put(line.substring(0, colon), line.substring(colon + 1).trim());
      }
      byte[] body = in.readNBytes(Integer.parseInt(part.getOrDefault("Content-Length", "0")));
      if (part.getOrDefault("Content-Type", "").startsWith("video/")) {
        // A delta builds on the unit before, so to write all of them is enough. A player begins
        // at the first, which is a key frame with all parameter sets in it.
        file.write(body);
        left--;
      } // else a JPEG: a slate, or what bridges the time until the next key frame
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the stream was cut");
      }
      line.write(c);
    }
    return line.toString(ISO_8859_1).trim();
  }
  // end::client[]
}
