package dev.framecast.examples.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One answer of {@link VideoServer} with many cameras; one thread sends it. */
final class VideoStream {
  /** What is asked of one camera. */
  private static final class Part {
    final VideoCamera camera;
    final int width;
    final double fps;
    final boolean video;
    long next;

    Part(VideoCamera camera, int width, double fps, boolean video) {
      this.camera = camera;
      this.width = width;
      this.fps = fps;
      this.video = video;
      long newest = camera.newest();
      next = video ? camera.keyOf(newest) : newest;
    }

    long due() {
      return camera.micros(next);
    }
  }

  private final List<Part> parts = new ArrayList<>();

  VideoStream(Map<String, VideoCamera> cameras, Map<String, List<String>> query) {
    List<String> ids = query.getOrDefault("ids", List.copyOf(cameras.keySet()));
    for (int i = 0; i < ids.size(); i++) {
      String width = value(query, "width", i);
      String fps = value(query, "fps", i);
      parts.add(
          new Part(
              cameras.get(ids.get(i)),
              width.isEmpty() ? 0 : Integer.parseInt(width),
              fps.isEmpty() ? 0 : Double.parseDouble(fps),
              value(query, "form", i).equals("video")));
    }
  }

  private static String value(Map<String, List<String>> query, String name, int index) {
    List<String> all = query.getOrDefault(name, List.of(""));
    return all.size() == 1 ? all.get(0) : all.get(index);
  }

  boolean sends(String id, String form) {
    return parts.stream()
        .filter(part -> part.camera.id().equals(id))
        .anyMatch(part -> form.isEmpty() || form.equals("video") == part.video);
  }

  /** Goes on until the page goes away. */
  void send(OutputStream out) throws IOException {
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: multipart/x-mixed-replace; boundary=frame",
            "X-Framecast-Stream: 1",
            "Cache-Control: no-store",
            "",
            "");
    out.write(head.getBytes(ISO_8859_1));
    while (true) {
      Part part = parts.stream().min(Comparator.comparingLong(Part::due)).orElseThrow();
      long wait = part.due() - VideoCamera.nowMicros();
      if (wait > 0) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(wait));
      } else {
        send(out, part);
      }
    }
  }

  private static void send(OutputStream out, Part part) throws IOException {
    VideoCamera.Unit unit = part.camera.unit(part.next);
    byte[] body = part.video ? part.camera.body(unit) : unit.clip().jpeg(unit.index(), part.width);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 500);
    bytes.writeBytes(headers(part, unit, body.length).getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    bytes.writeTo(out);
    // Where the page takes its time, JPEGs are left out, as the real server leaves them out.
    long step = part.fps > 0 ? (long) Math.ceil(part.camera.fps() / part.fps) : 1;
    long next = unit.sequence() + (part.video ? 1 : step);
    part.next = part.video ? next : Math.max(next, part.camera.newest());
  }

  private static String headers(Part part, VideoCamera.Unit unit, int length) {
    String always =
        String.format(
            Locale.ROOT,
            String.join(
                "\r\n",
                "--frame",
                "Content-Type: %s",
                "Content-Length: %d",
                "X-Timestamp: %d.%06d",
                "X-Framecast-Sequence: %d",
                "X-Framecast-Live: true",
                "X-Framecast-Epoch: %d",
                "X-Framecast-Camera: %s",
                ""),
            part.video ? "video/h264" : "image/jpeg",
            length,
            unit.micros() / 1_000_000,
            unit.micros() % 1_000_000,
            unit.sequence(),
            unit.epoch(),
            part.camera.id());
    String video =
        "X-Framecast-Frame: %s\r\nX-Framecast-Captured: %d\r\nX-Framecast-Presented: %d\r\n"
            .formatted(unit.isKey() ? "key" : "delta", unit.micros(), unit.micros());
    String key =
        "X-Framecast-Codec: %s\r\nX-Framecast-Size: %dx%d\r\n"
            .formatted(unit.codec(), unit.clip().width(), unit.clip().height());
    return always + (part.video ? video + (unit.isKey() ? key : "") : "") + "\r\n";
  }
}
