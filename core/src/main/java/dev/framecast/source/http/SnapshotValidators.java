package dev.framecast.source.http;

import org.jspecify.annotations.Nullable;

/**
 * Makes requests conditional, so that a camera need not send a picture that we have. Not all can be
 * believed: some have the same ETag, or the date of their firmware, for each picture, and would
 * answer for ever that nothing has changed. So now and then there is no condition; and once a
 * picture had changed where these had not, there is none any more. Owned by one thread.
 */
final class SnapshotValidators {
  private static final int UNCONDITIONAL = 10;

  private String conditions = "";
  private boolean useless;
  private int requests;

  /** Lines of the next request; empty when it is to have none. */
  String conditions() {
    boolean check = requests++ % UNCONDITIONAL == 0;
    return check || useless ? "" : conditions;
  }

  /** A picture has come with that head. */
  void seen(HttpHead head, boolean changed) {
    String next =
        line("If-None-Match", head.first("ETag"))
            + line("If-Modified-Since", head.first("Last-Modified"));
    useless |= changed && !next.isEmpty() && next.equals(conditions);
    conditions = next;
  }

  private static String line(String name, @Nullable String value) {
    return value == null || !value.matches("[\\x20-\\xFF]{1,200}")
        ? ""
        : name + ": " + value + "\r\n";
  }
}
