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

@Name("dev.framecast.FramePublished")
@Label("Frame Published")
@Category("framecast")
@Description("A frame that viewers can see")
@StackTrace(false)
final class FramePublishedEvent extends Event {
  private static final FramePublishedEvent PROBE = new FramePublishedEvent();

  @Label("Camera")
  @Nullable String camera;

  @Label("Rendition")
  @Nullable String rendition;

  @Label("Sequence")
  long sequence;

  @Label("Size")
  @DataAmount
  long size;

  @Label("Live")
  boolean live;

  @Label("Age")
  @Timespan(Timespan.NANOSECONDS)
  long age;

  static boolean isOn() {
    return PROBE.isEnabled();
  }
}
