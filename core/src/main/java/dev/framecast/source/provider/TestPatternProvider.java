package dev.framecast.source.provider;

import dev.framecast.source.FrameSource;
import dev.framecast.source.Settings;
import dev.framecast.source.SourceAddress;
import dev.framecast.source.SourceProvider;
import dev.framecast.source.image.TestPatternSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Test patterns: {@code test:1280x720@30#label=north}. */
public final class TestPatternProvider implements SourceProvider {

  /** Called by the JDK's service loader. */
  public TestPatternProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("test");
  }

  @Override
  public FrameSource create(SourceAddress address) {
    TestPatternSource source = pattern(address.decodedLocation());
    Settings settings = address.settings();
    Optional<String> label = settings.text("label");
    if (label.isPresent()) {
      source = source.label(label.get());
    }
    OptionalInt hue = settings.integer("hue");
    if (hue.isPresent()) {
      source = source.hue(hue.getAsInt());
    }
    return settings.flag("deterministic").orElse(false) ? source.deterministic() : source;
  }

  private static TestPatternSource pattern(String text) {
    try {
      return TestPatternSource.parse(text);
    } catch (IllegalArgumentException e) {
      // Not with the cause: its message quotes what it does not understand.
      throw new IllegalArgumentException(
          "a test address must be test:WIDTHxHEIGHT@FPS, such as test:1280x720@30, of 160x90 to"
              + " 7680x4320 pixels and at most 1000 pictures a second");
    }
  }
}
