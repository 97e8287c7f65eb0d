package dev.framecast.rtsp.client;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a camera answers to SETUP.
 *
 * @param channel of RTP inside of the connection, or -1
 * @param serverPort where the camera sends from, or 0
 * @param source the camera's address if it is another than RTSP's, or empty
 * @param destination a group to join, or empty
 * @param port of the group, or 0
 */
record TransportHeader(
    boolean isTcp,
    boolean isMulticast,
    int channel,
    int serverPort,
    String source,
    String destination,
    int port) {

  static TransportHeader parse(String header) {
    String text = header.toLowerCase(Locale.ROOT);
    return new TransportHeader(
        text.contains("/tcp") || text.contains("interleaved="),
        text.contains("multicast"),
        number(text, "interleaved", -1),
        number(text, "server_port", 0),
        value(text, "source"),
        value(text, "destination"),
        number(text, "port", 0));
  }

  private static int number(String text, String name, int otherwise) {
    String digits = value(text, name).replaceFirst("(?s)[^0-9].*", "");
    return digits.isEmpty() || digits.length() > 5 ? otherwise : Integer.parseInt(digits);
  }

  private static String value(String text, String name) {
    Matcher matcher =
        Pattern.compile("(?:^|[;,\\s])" + name + "\\s*=\\s*\"?([^;,\"\\s]*)").matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
