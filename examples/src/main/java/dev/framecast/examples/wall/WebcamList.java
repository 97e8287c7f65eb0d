package dev.framecast.examples.wall;

import dev.framecast.webcam.Webcam;
import dev.framecast.webcam.Webcam.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code --list-webcams} prints: a line for each camera, and one for each mode of it. */
final class WebcamList {
  private WebcamList() {}

  static List<String> of(List<Webcam> webcams) {
    List<String> lines = new ArrayList<>();
    for (Webcam webcam : webcams) {
      String line = "webcam:" + webcam.index() + "  " + webcam.path() + "  " + webcam.name();
      lines.add(line.strip());
      for (Mode mode : webcam.modes()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "    %dx%d  %.0f fps  %s%s",
                mode.width(),
                mode.height(),
                mode.fps(),
                mode.format(),
                mode.isTaken() ? "" : " (not decoded here, never chosen)"));
      }
      if (!webcam.problem().isEmpty()) {
        lines.add("    " + webcam.problem());
      }
    }
    if (lines.isEmpty()) {
      lines.add("no webcams");
    }
    return lines;
  }
}
