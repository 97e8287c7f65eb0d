package dev.framecast.http;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.internal.Strangers;
import dev.framecast.source.SessionInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of {@code /cameras}: an object with the server's time, in milliseconds since 1970, and
 * one array, in the order in which cameras were added. Strangers read it: it holds no addresses.
 */
final class CamerasJson {
  private final StringBuilder out = new StringBuilder();

  private CamerasJson() {}

  static byte[] of(long nowMillis, List<Camera> cameras) {
    CamerasJson json = new CamerasJson();
    json.out.append('{');
    json.field("now", nowMillis);
    json.name("cameras");
    json.out.append('[');
    String between = "";
    for (Camera camera : cameras) {
      json.out.append(between);
      json.camera(camera.status(), camera.options());
      between = ",";
    }
    json.out.append("]}\n");
    return json.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void camera(CameraStatus s, CameraOptions options) {
    SessionInfo session = s.session();
    out.append('{');
    field("id", s.id());
    field("name", s.name());
    field("state", s.state().name());
    field("source", s.kind());
    field("format", session.codec());
    field("video", options.handsOnVideo()); // of others there are JPEGs alone
    field("width", s.width());
    field("height", s.height());
    name("widths");
    out.append(options.ladder().widths().toString().replace(" ", ""));
    field("fps", s.fps());
    field("promisedFps", session.fps());
    field("keyFrameFps", session.keyFrameFps());
    streams(session.streams(), s.source());
    field("ageMillis", s.ageMillis() < 0 ? null : s.ageMillis());
    field("ageBoundMillis", session.ageBoundMillis());
    field("viewers", s.viewers());
    name("renditions");
    out.append('[');
    String between = "";
    for (RenditionStatus rendition : s.renditions()) {
      out.append(between).append('{');
      boolean video = rendition.rendition().isVideo();
      field("format", video ? "VIDEO" : rendition.rendition().format().name());
      field("width", rendition.rendition().width());
      field("quality", rendition.rendition().quality());
      field("viewers", rendition.viewers());
      field("published", rendition.published());
      field("ageMillis", rendition.ageMillis() < 0 ? null : rendition.ageMillis());
      field("problem", Strangers.problem(rendition.problem(), s.source()));
      out.append('}');
      between = ",";
    }
    out.append(']');
    field("captured", s.captured());
    field("decoded", s.decoded());
    field("encoded", s.encoded());
    field("passedThrough", s.passedThrough());
    field("dropped", s.dropped());
    field("connects", s.connects());
    field("reconnects", s.reconnects());
    field("failures", s.failures());
    field("lastError", s.problem());
    field("retryMillis", s.retryMillis());
    field("waitingFor", Strangers.problem(s.waitingFor(), s.source()));
    field("substituted", s.substituted());
    out.append('}');
  }

  private void streams(List<SessionInfo.Stream> streams, String source) {
    name("streams");
    out.append('[');
    String between = "";
    for (SessionInfo.Stream stream : streams) {
      out.append(between).append('{');
      field("name", stream.name());
      field("connected", stream.connected());
      field("width", stream.width());
      field("height", stream.height());
      field("problem", Strangers.problem(stream.problem(), source));
      out.append('}');
      between = ",";
    }
    out.append(']');
  }

  private void name(String name) {
    char last = out.charAt(out.length() - 1);
    if (last != '{') {
      out.append(',');
    }
    out.append('"').append(name).append("\":");
  }

  private void field(String name, @Nullable Object value) {
    name(name);
    if (value == null) {
      out.append("null");
    } else if (value instanceof Double number) {
      // JSON has no NaN, which is what some sources make of "no frame rate".
      out.append(Double.isFinite(number) ? String.format(Locale.ROOT, "%.2f", number) : "null");
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      text(value.toString());
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7F || Character.isSurrogate(c)) {
        // Surrogates too, because a text may hold half a pair, which UTF-8 cannot.
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
