package dev.framecast.examples.scenes;

import dev.framecast.source.FrameSource;
import dev.framecast.source.Settings;
import dev.framecast.source.SourceAddress;
import dev.framecast.source.SourceProvider;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Drawn scenes by address: {@code scene:street#size=1280x720&fps=15}. */
public final class SceneProvider implements SourceProvider {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

  /** Called by the JDK's service loader. */
  public SceneProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("scene");
  }

  @Override
  public FrameSource create(SourceAddress address) {
    SceneName scene =
        SceneName.of(address.decodedLocation())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a scene address must be scene:NAME, where NAME is one of "
                            + SceneName.list()
                            + ", such as scene:street"));
    Settings settings = address.settings();
    int[] size = size(settings.text("size").orElse("1280x720"));
    double fps = settings.decimal("fps").orElse(15);
    if (!(fps >= 0.1 && fps <= 60)) {
      throw Settings.invalid("fps", "must be 0.1 to 60 pictures a second");
    }
    boolean deterministic = settings.flag("deterministic").orElse(false);
    return new SceneSource(scene, size[0], size[1], fps, deterministic, InstantSource.system());
  }

  private static int[] size(String text) {
    Matcher sides = SIZE.matcher(text);
    int width = sides.matches() ? Integer.parseInt(sides.group(1)) : 0;
    int height = width > 0 ? Integer.parseInt(sides.group(2)) : 0;
    if (width < 160 || width > 3840 || height < 90 || height > 2160) {
      throw Settings.invalid(
          "size", "must be WIDTHxHEIGHT, such as 1280x720, of 160x90 to 3840x2160 pixels");
    }
    return new int[] {width, height};
  }
}
