package dev.framecast.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

@Name("dev.framecast.Connect")
@Label("Connect")
@Category("framecast")
@Description("An attempt to connect to a camera, up to its first picture or its failure")
@StackTrace(false)
final class ConnectEvent extends Event {
  private static final ConnectEvent PROBE = new ConnectEvent();

  @Label("Camera")
  @Nullable String camera;

  @Label("Succeeded")
  boolean succeeded;

  @Label("Time")
  @Timespan(Timespan.NANOSECONDS)
  long time;

  @Label("Problem")
  @Nullable String problem;

  static boolean isOn() {
    return PROBE.isEnabled();
  }
}
