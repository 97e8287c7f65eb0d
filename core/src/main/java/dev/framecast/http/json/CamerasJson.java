package dev.framecast.http.json;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraStatus;
import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.internal.Strangers;
import dev.framecast.source.SessionInfo;
import java.util.List;

/**
 * The JSON of {@code /cameras}: an object with the server's time, in milliseconds since 1970, and
 * one array, in the order in which cameras were added. Strangers read it: it holds no addresses.
 */
public final class CamerasJson {
  private final Json out = new Json();

  private CamerasJson() {}

  /**
   * {@return the JSON}
   *
   * @param nowMillis the server's time
   * @param cameras those that are told of
   * @param search whether who asks may look for more of them
   */
  public static byte[] of(long nowMillis, List<Camera> cameras, boolean search) {
    CamerasJson json = new CamerasJson();
    json.out.raw("{");
    json.out.field("now", nowMillis);
    if (search) {
      json.out.field("search", true);
    }
    json.out.name("cameras");
    json.out.raw("[");
    String between = "";
    for (Camera camera : cameras) {
      json.out.raw(between);
      json.camera(camera.status(), camera.options());
      between = ",";
    }
    json.out.raw("]}\n");
    return json.out.toBytes();
  }

  private void camera(CameraStatus s, CameraOptions options) {
    SessionInfo session = s.session();
    out.raw("{");
    out.field("id", s.id());
    out.field("name", s.name());
    out.field("state", s.state().name());
    out.field("source", s.kind());
    out.field("format", session.codec());
    out.field("width", s.width());
    out.field("height", s.height());
    out.name("widths");
    out.raw(options.ladder().widths().toString().replace(" ", ""));
    out.field("video", options.handsOnVideo()); // of others there are JPEGs alone
    out.field("fps", s.fps());
    out.field("promisedFps", session.fps());
    out.field("keyFrameFps", session.keyFrameFps());
    streams(session.streams(), s.source());
    out.field("ageMillis", s.ageMillis() < 0 ? null : s.ageMillis());
    out.field("ageBoundMillis", session.ageBoundMillis());
    out.field("viewers", s.viewers());
    out.name("renditions");
    out.raw("[");
    String between = "";
    for (RenditionStatus rendition : s.renditions()) {
      out.raw(between + "{");
      boolean video = rendition.rendition().isVideo();
      out.field("format", video ? "VIDEO" : rendition.rendition().format().name());
      out.field("width", rendition.rendition().width());
      out.field("quality", rendition.rendition().quality());
      out.field("viewers", rendition.viewers());
      out.field("published", rendition.published());
      out.field("ageMillis", rendition.ageMillis() < 0 ? null : rendition.ageMillis());
      out.field("problem", Strangers.problem(rendition.problem(), s.source()));
      out.raw("}");
      between = ",";
    }
    out.raw("]");
    out.field("captured", s.captured());
    out.field("decoded", s.decoded());
    out.field("encoded", s.encoded());
    out.field("passedThrough", s.passedThrough());
    out.field("dropped", s.dropped());
    out.field("connects", s.connects());
    out.field("reconnects", s.reconnects());
    out.field("failures", s.failures());
    out.field("lastError", s.problem());
    out.field("retryMillis", s.retryMillis());
    out.field("waitingFor", Strangers.problem(s.waitingFor(), s.source()));
    out.field("substituted", s.substituted());
    out.raw("}");
  }

  private void streams(List<SessionInfo.Stream> streams, String source) {
    out.name("streams");
    out.raw("[");
    String between = "";
    for (SessionInfo.Stream stream : streams) {
      out.raw(between + "{");
      out.field("name", stream.name());
      out.field("connected", stream.connected());
      out.field("width", stream.width());
      out.field("height", stream.height());
      out.field("problem", Strangers.problem(stream.problem(), source));
      out.raw("}");
      between = ",";
    }
    out.raw("]");
  }
}
