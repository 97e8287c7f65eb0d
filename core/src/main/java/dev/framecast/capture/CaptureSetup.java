package dev.framecast.capture;

import dev.framecast.camera.CameraOptions;
import dev.framecast.source.FrameSource;
import java.util.Random;

/**
 * What a camera captures from and how; replaced as a whole when one of the two changes.
 *
 * @param description the source's, without credentials
 * @param kind the source's, for strangers
 * @param backoff outlives a capture loop, so that viewers who come and go do not make it dial more
 *     often
 */
record CaptureSetup(
    FrameSource source, CameraOptions options, String description, String kind, Backoff backoff) {

  /** Asks the source what it is, on the caller's thread. */
  static CaptureSetup of(FrameSource source, CameraOptions options) {
    return new CaptureSetup(
        source,
        options,
        GuardedSession.describe(source),
        GuardedSession.kind(source),
        new Backoff(options, new Random()));
  }

  /** The same source, looked after in another way. */
  CaptureSetup with(CameraOptions changed) {
    return new CaptureSetup(source, changed, description, kind, backoff.with(changed));
  }

  /** Whether pictures are turned and cut as by the other one. */
  boolean turnsAs(CaptureSetup other) {
    CameraOptions before = other.options;
    return options.rotation() == before.rotation()
        && options.flip() == before.flip()
        && options.crop().equals(before.crop());
  }

  /** The same, as if nothing had failed so far. */
  CaptureSetup withoutFailures() {
    return new CaptureSetup(source, options, description, kind, new Backoff(options, new Random()));
  }
}
