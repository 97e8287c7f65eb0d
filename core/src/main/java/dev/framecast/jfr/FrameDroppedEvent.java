package dev.framecast.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("dev.framecast.FrameDropped")
@Label("Frame Dropped")
@Category("framecast")
@Description("A picture that came and was of no use")
@StackTrace(false)
final class FrameDroppedEvent extends Event {
  private static final FrameDroppedEvent PROBE = new FrameDroppedEvent();

  @Label("Camera")
  @Nullable String camera;

  @Label("Rendition")
  @Nullable String rendition;

  @Label("Reason")
  @Nullable String reason;

  static boolean isOn() {
    return PROBE.isEnabled();
  }
}
