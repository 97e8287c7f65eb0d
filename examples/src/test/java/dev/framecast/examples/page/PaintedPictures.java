package dev.framecast.examples.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a page has really painted: each picture is read out of its canvas as soon as it is there,
 * and compared with the one that was sent.
 */
final class PaintedPictures implements AutoCloseable {
  /**
   * Sends the luma of each picture that an element paints from now on; element by element, because
   * a picture's number is read by whoever knows its size.
   */
  private static final String SEND =
      """
      const [to, selector] = arguments;
      window.sending = (window.sending ?? 0) + 1;
      const generation = window.sending;
      const copy = new OffscreenCanvas(1, 1);
      const context = copy.getContext('2d', { willReadFrequently: true });
      for (const element of document.querySelectorAll(selector)) {
        new MutationObserver(() => {
          const picture = (element.shadowRoot ?? element).querySelector('.screen > *');
          if (!picture || generation !== window.sending) {
            return;
          }
          const at = performance.timeOrigin + performance.now();
          const { width, height } = picture;
          if (copy.width !== width || copy.height !== height) {
            copy.width = width;
            copy.height = height;
          }
          context.drawImage(picture, 0, 0);
          const rgba = context.getImageData(0, 0, width, height).data;
          const luma = new Uint8Array(width * height);
          for (let i = 0, j = 0; i < luma.length; i++, j += 4) {
            luma[i] = Math.round(0.2126 * rgba[j] + 0.7152 * rgba[j + 1] + 0.0722 * rgba[j + 2]);
          }
          const { camera, ageMs, sequence, form } = element.dataset;
          const query = { id: camera ?? element.id, at, age: ageMs, sequence, form, width, height };
          fetch(`${to}?${new URLSearchParams(query)}`, { method: 'POST', mode: 'no-cors', body: luma });
        }).observe(element, { attributeFilter: ['data-sequence'] });
      }
      """;

  private final HttpServer server;
  private final List<NumberedVideo> videos;
  private final List<Painted> all = new ArrayList<>();

  /**
   * A picture on the screen.
   *
   * @param at when, in milliseconds
   * @param age which the page tells, in milliseconds
   * @param number in the picture's strip, or -1
   * @param psnr to the one of that number that was sent, in dB; NaN where none has this size
   */
  record Painted(
      String id,
      double at,
      double age,
      long sequence,
      String form,
      int width,
      int height,
      int number,
      double psnr) {
    boolean isVideo() {
      return !form.equals("JPEG");
    }

    String look() {
      return form + " " + width + "x" + height;
    }
  }

  /** With all videos whose pictures may be painted, one of each size. */
  PaintedPictures(NumberedVideo... videos) throws IOException {
    this.videos = List.of(videos);
    for (NumberedVideo video : videos) {
      video.reference();
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  /** To be called before the page is opened: its own rules allow it no other server. */
  void allow(Browser browser) {
    browser.driver().executeCdpCommand("Page.setBypassCSP", Map.of("enabled", true));
  }

  /** From now on the pictures of these elements are looked at; and nothing from before counts. */
  void watch(Browser browser, String selector) {
    synchronized (all) {
      all.clear();
    }
    String to = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    browser.run(SEND, to, selector);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] luma = exchange.getRequestBody().readAllBytes();
      Map<String, String> query =
          Arrays.stream(exchange.getRequestURI().getQuery().split("&", -1))
              .map(pair -> pair.split("=", 2))
              .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
      exchange.sendResponseHeaders(204, -1);
      Painted painted = painted(query, luma);
      synchronized (all) {
        all.add(painted);
      }
    }
  }

  private Painted painted(Map<String, String> query, byte[] luma) {
    int width = Integer.parseInt(query.get("width"));
    int height = Integer.parseInt(query.get("height"));
    int number = -1;
    double psnr = Double.NaN;
    for (NumberedVideo video : videos) {
      if (video.width() == width && video.height() == height) {
        number = video.number(luma);
        psnr = number < 0 || number >= video.count() ? 0 : psnr(video, luma, number);
      }
    }
    return new Painted(
        query.get("id"),
        Double.parseDouble(query.get("at")),
        Double.parseDouble(query.get("age")),
        Long.parseLong(query.get("sequence")),
        query.get("form"),
        width,
        height,
        number,
        psnr);
  }

  private static double psnr(NumberedVideo video, byte[] luma, int number) {
    try {
      return video.psnr(luma, number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A camera's, in the order in which they were painted. */
  List<Painted> of(String id) {
    synchronized (all) {
      return all.stream()
          .filter(one -> one.id().equals(id))
          .sorted(Comparator.comparingDouble(Painted::at))
          .toList();
    }
  }

  /** The longest time between two pictures of which the later one is newer, in milliseconds. */
  static double longestGap(List<Painted> pictures) {
    double longest = 0;
    Painted newest = pictures.get(0);
    for (Painted picture : pictures) {
      if (picture.sequence() > newest.sequence()) {
        longest = Math.max(longest, picture.at() - newest.at());
        newest = picture;
      }
    }
    return longest;
  }

  /** The percentile of what is looked at. */
  static double percentile(
      List<Painted> pictures, int percent, java.util.function.ToDoubleFunction<Painted> of) {
    double[] sorted = pictures.stream().mapToDouble(of).sorted().toArray();
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  /** What was painted, such as H.264 1280x720, and how often. */
  static Map<String, Long> looks(List<Painted> pictures) {
    return pictures.stream().collect(Collectors.groupingBy(Painted::look, Collectors.counting()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
