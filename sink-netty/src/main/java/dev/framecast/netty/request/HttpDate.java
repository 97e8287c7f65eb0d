package dev.framecast.netty.request;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time as a Date header has it, made once a second at most. For one thread. */
public final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private long second = Long.MIN_VALUE;
  private String text = "";

  public String now() {
    long current = Math.floorDiv(System.currentTimeMillis(), 1000L);
    if (current != second) {
      second = current;
      text = FORMAT.format(Instant.ofEpochSecond(current));
    }
    return text;
  }
}
