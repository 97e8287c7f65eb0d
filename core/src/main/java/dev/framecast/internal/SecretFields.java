package dev.framecast.internal;

import java.util.regex.Pattern;

/** Masks what stands behind a secret's name in JSON and XML, which cameras answer with. */
final class SecretFields {
  private static final String NAMES =
      "[\\w.-]{0,40}(?:pass|pwd|secret|token|credential)[\\w.-]{0,40}+";

  private static final Pattern JSON =
      Pattern.compile(
          "([\"'])(" + NAMES + ")\\1\\s{0,9}:\\s{0,9}([\"'])(?:\\\\.|(?!\\3)[^\\\\])*+(?:\\3|$)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern XML =
      Pattern.compile("<(" + NAMES + ")>[^<]*", Pattern.CASE_INSENSITIVE);

  private SecretFields() {}

  static String hide(String text) {
    String hidden = text;
    if (hidden.indexOf(':') >= 0) {
      hidden = JSON.matcher(hidden).replaceAll("$1$2$1:$3***$3");
    }
    return hidden.indexOf('<') < 0 ? hidden : XML.matcher(hidden).replaceAll("<$1>***");
  }
}
