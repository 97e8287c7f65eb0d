package dev.framecast.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("dev.framecast.ViewerBegan")
@Label("Viewer Began")
@Category("framecast")
@Description("A subscription to a camera")
@StackTrace(false)
final class ViewerBeganEvent extends Event {
  private static final ViewerBeganEvent PROBE = new ViewerBeganEvent();

  @Label("Camera")
  @Nullable String camera;

  @Label("Rendition")
  @Nullable String rendition;

  @Label("Most Frames a Second")
  double maxFps;

  static boolean isOn() {
    return PROBE.isEnabled();
  }
}
