package dev.framecast.rtsp.encode;

import dev.framecast.frame.Rendition;
import java.util.HashMap;
import java.util.Map;

/**
 * The renditions of a session that were wanted lately. Those that are not wanted any more are freed
 * when another one comes, as each holds some pictures' worth of memory.
 */
public final class Renditions implements AutoCloseable {
  private static final long KEPT_NANOS = 30_000_000_000L;

  private final Map<Rendition, PictureRendition> byRendition = new HashMap<>();

  public PictureRendition of(Rendition rendition) {
    PictureRendition known = byRendition.get(rendition);
    if (known == null) {
      freeUnused();
      known =
          rendition.format().isRaw() ? new RawRendition(rendition) : new JpegRendition(rendition);
      byRendition.put(rendition, known);
    }
    return known;
  }

  private void freeUnused() {
    long since = System.nanoTime() - KEPT_NANOS;
    byRendition
        .values()
        .removeIf(
            candidate -> {
              boolean unused = candidate.isUnusedSince(since);
              if (unused) {
                candidate.close();
              }
              return unused;
            });
  }

  @Override
  public void close() {
    byRendition.values().forEach(PictureRendition::close);
    byRendition.clear();
  }
}
