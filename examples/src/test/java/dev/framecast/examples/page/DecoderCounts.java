package dev.framecast.examples.page;

import java.util.Map;

/** Counts the decoders and pictures of a page and of its worker. */
final class DecoderCounts {
  /** Counts what the page's worker makes and closes, and tells the page twenty times a second. */
  static final String IN_WORKER =
      """
      const counts = { decoders: 0, made: 0, given: 0, frames: 0, decoded: 0 };
      self.counts = counts;
      const open = new WeakSet();
      const closeFrame = VideoFrame.prototype.close;
      VideoFrame.prototype.close = function () {
        if (open.delete(this)) {
          counts.frames--;
        }
        closeFrame.call(this);
      };
      const Decoder = self.VideoDecoder;
      self.VideoDecoder = class extends Decoder {
        constructor({ output, error }) {
          super({
            output: (frame) => {
              open.add(frame);
              counts.frames++;
              counts.decoded++;
              output(frame);
            },
            error: (e) => {
              this.gone();
              error(e);
            },
          });
          this.counted = true;
          counts.decoders++;
          counts.made++;
        }
        gone() {
          if (this.counted) {
            this.counted = false;
            counts.decoders--;
          }
        }
        close() {
          this.gone();
          super.close();
        }
        decode(chunk) {
          counts.given++;
          super.decode(chunk);
        }
      };
      const channel = new BroadcastChannel('counts');
      setInterval(() => channel.postMessage(counts), 50);
      """;

  /** Runs in the page before anything of its own, and hears what the worker tells. */
  static final String IN_PAGE =
      """
      window.counts = {};
      new BroadcastChannel('counts').onmessage = ({ data }) => Object.assign(counts, data);
      window.closedHere = 0;
      const closed = new WeakSet();
      const closeFrame = VideoFrame.prototype.close;
      VideoFrame.prototype.close = function () {
        closedHere += closed.has(this) ? 0 : 1;
        closed.add(this);
        closeFrame.call(this);
      };
      const clone = VideoFrame.prototype.clone;
      VideoFrame.prototype.clone = function () {
        closedHere--;
        return clone.call(this);
      };
      """;

  /** Has the worker that a page starts run a script before its own, whoever serves it. */
  private static final String WORKER =
      """
      const text = (script) => URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
      const first = text(%s);
      const Plain = window.Worker;
      window.Worker = class extends Plain {
        constructor(address, options) {
          super(text(`import '${first}'; import '${address}';`), options);
        }
      };
      """;

  private DecoderCounts() {}

  /** In all pages that are opened from now on; their own rules do not allow it. */
  static void begin(Browser browser) {
    browser.driver().executeCdpCommand("Page.setBypassCSP", Map.of("enabled", true));
    browser.atTheBeginning(IN_PAGE + WORKER.formatted("`" + IN_WORKER + "`"));
  }

  /** One of the worker's counts: see {@link VideoStage#count}. */
  static double count(Browser browser, String name) {
    return browser.number("return counts[arguments[0]] ?? -1", name);
  }

  /** Pictures that came out of decoders and were not given back, of a moment ago. */
  static double open(Browser browser) {
    return browser.number("return counts.frames - closedHere");
  }
}
