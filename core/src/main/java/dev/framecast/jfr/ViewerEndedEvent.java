package dev.framecast.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

@Name("dev.framecast.ViewerEnded")
@Label("Viewer Ended")
@Category("framecast")
@Description("The end of a subscription to a camera")
@StackTrace(false)
final class ViewerEndedEvent extends Event {
  private static final ViewerEndedEvent PROBE = new ViewerEndedEvent();

  @Label("Camera")
  @Nullable String camera;

  @Label("Rendition")
  @Nullable String rendition;

  @Label("Time")
  @Timespan(Timespan.NANOSECONDS)
  long time;

  static boolean isOn() {
    return PROBE.isEnabled();
  }
}
