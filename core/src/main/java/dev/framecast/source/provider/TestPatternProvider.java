package dev.framecast.source.provider;

import dev.framecast.source.FrameSource;
import dev.framecast.source.Settings;
import dev.framecast.source.SourceAddress;
import dev.framecast.source.SourceProvider;
import dev.framecast.source.image.TestPatternSource;
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
    TestPatternSource.Builder source = pattern(address.decodedLocation());
    Settings settings = address.settings();
    settings.text("label").ifPresent(source::label);
    settings.integer("hue").ifPresent(source::hue);
    settings.flag("deterministic").ifPresent(source::deterministic);
    return source.build();
  }

  private static TestPatternSource.Builder pattern(String text) {
    try {
      return TestPatternSource.builder(text);
    } catch (IllegalArgumentException e) {
      // Not with the cause: its message quotes what it does not understand.
      throw new IllegalArgumentException(
          "a test address must be test:WIDTHxHEIGHT@FPS, such as test:1280x720@30, of 160x90 to"
              + " 7680x4320 pixels and at most 1000 pictures a second");
    }
  }
}
