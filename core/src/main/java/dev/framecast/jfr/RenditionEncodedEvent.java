package dev.framecast.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

@Name("dev.framecast.RenditionEncoded")
@Label("Rendition Encoded")
@Category("framecast")
@Description("A picture that was written in one rendition")
@StackTrace(false)
final class RenditionEncodedEvent extends Event {
  private static final RenditionEncodedEvent PROBE = new RenditionEncodedEvent();

  @Label("Camera")
  @Nullable String camera;

  @Label("Rendition")
  @Nullable String rendition;

  @Label("Size")
  @DataAmount
  long size;

  @Label("Passed Through")
  boolean passedThrough;

  @Label("Time")
  @Timespan(Timespan.NANOSECONDS)
  long time;

  static boolean isOn() {
    return PROBE.isEnabled();
  }
}
