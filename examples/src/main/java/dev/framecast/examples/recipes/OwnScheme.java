package dev.framecast.examples.recipes;

import dev.framecast.source.FrameSource;
import dev.framecast.source.Settings;
import dev.framecast.source.SourceAddress;
import dev.framecast.source.SourceProvider;
import dev.framecast.source.image.ImageSource;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

// tag::scheme[]
/** A scheme of one's own: {@code clock:Europe/Paris#fps=2}. */
public final class OwnScheme implements SourceProvider {
  @Override
  public Set<String> schemes() {
    return Set.of("clock");
  }

  @Override
  public FrameSource create(SourceAddress address) {
    ZoneId zone = zone(address.decodedLocation());
    Settings settings = address.settings(); // what is not read here is refused by its name
    double fps = settings.decimal("fps").orElse(1);
    String title = settings.text("title").orElse("");
    return ImageSource.of("clock", fps, () -> draw(zone, title));
  }

  // end::scheme[]

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      // Not with the cause, which quotes what it does not understand: it might be a password.
      throw new IllegalArgumentException(
          "a clock address must be clock:ZONE, such as clock:Europe/Paris");
    }
  }

  private static BufferedImage draw(ZoneId zone, String title) {
    BufferedImage image = new BufferedImage(320, 180, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.drawString(title + " " + LocalTime.now(zone).truncatedTo(ChronoUnit.SECONDS), 20, 90);
    g.dispose();
    return image;
  }
}
