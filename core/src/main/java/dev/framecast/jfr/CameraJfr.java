package dev.framecast.jfr;

import dev.framecast.frame.Rendition;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's Flight Recorder what happens to cameras. Nothing is done, and nothing made, while
 * no recording wants to know it, or where the JDK comes without a Flight Recorder.
 */
public final class CameraJfr {
  private static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private CameraJfr() {}

  /**
   * Whether there has been a recording. Before the first one the events' classes are not even
   * loaded, because the JDK loads some 300 of its own for that.
   */
  private static boolean isRecorded() {
    return AVAILABLE && FlightRecorder.isInitialized();
  }

  /** An attempt to connect has shown a picture, or has failed for that reason. */
  public static void connected(String camera, long nanos, @Nullable String problem) {
    if (isRecorded() && ConnectEvent.isOn()) {
      ConnectEvent event = new ConnectEvent();
      event.camera = camera;
      event.succeeded = problem == null;
      event.time = nanos;
      event.problem = problem;
      event.commit();
    }
  }

  /** A frame, maybe a slate, was published. */
  public static void framePublished(
      String camera, Rendition rendition, long sequence, int bytes, boolean live, long captured) {
    if (isRecorded() && FramePublishedEvent.isOn()) {
      FramePublishedEvent event = new FramePublishedEvent();
      event.camera = camera;
      event.rendition = rendition.toString();
      event.sequence = sequence;
      event.size = bytes;
      event.live = live;
      event.age = System.nanoTime() - captured;
      event.commit();
    }
  }

  /** A session has written its picture in one rendition, which took so long. */
  public static void encoded(
      String camera, Rendition rendition, int bytes, boolean passedThrough, long nanos) {
    if (isRecorded() && RenditionEncodedEvent.isOn()) {
      RenditionEncodedEvent event = new RenditionEncodedEvent();
      event.camera = camera;
      event.rendition = rendition.toString();
      event.size = bytes;
      event.passedThrough = passedThrough;
      event.time = nanos;
      event.commit();
    }
  }

  /** A picture was of no use; null for a picture that was so for all renditions. */
  public static void dropped(String camera, @Nullable Rendition rendition, String reason) {
    if (isRecorded() && FrameDroppedEvent.isOn()) {
      FrameDroppedEvent event = new FrameDroppedEvent();
      event.camera = camera;
      event.rendition = rendition == null ? null : rendition.toString();
      event.reason = reason;
      event.commit();
    }
  }

  /** Somebody watches. */
  public static void viewerBegan(String camera, Rendition rendition, double maxFps) {
    if (isRecorded() && ViewerBeganEvent.isOn()) {
      ViewerBeganEvent event = new ViewerBeganEvent();
      event.camera = camera;
      event.rendition = rendition.toString();
      event.maxFps = maxFps;
      event.commit();
    }
  }

  /** Somebody has watched for so long, and has left. */
  public static void viewerEnded(String camera, Rendition rendition, long nanos) {
    if (isRecorded() && ViewerEndedEvent.isOn()) {
      ViewerEndedEvent event = new ViewerEndedEvent();
      event.camera = camera;
      event.rendition = rendition.toString();
      event.time = nanos;
      event.commit();
    }
  }
}
