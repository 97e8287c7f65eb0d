package dev.framecast.http;

import dev.framecast.camera.Camera;
import dev.framecast.frame.Rendition;
import dev.framecast.http.Query.BadQueryException;
import dev.framecast.mp4.Mp4Writer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is sent a camera's own video, and not its JPEGs: whoever asks with {@code form=video}. */
final class VideoForm {
  /** As sources name what can be video here; the empty text is said before anybody knows. */
  private static final Set<String> CODECS = Set.of("", "h264", "avc", "h265", "hevc");

  private VideoForm() {}

  /** The video that is asked for, or null for JPEGs, also of a camera that sends no such video. */
  static @Nullable Rendition of(Camera camera, Query query) throws BadQueryException {
    if (!query.isOfVideo()) {
      return null;
    }
    return isTurned(camera) || !CODECS.contains(codec(camera))
        ? null
        : Rendition.video(query.width());
  }

  /** Nobody turns video: it would be seen as the camera sends it, unlike all else. */
  private static boolean isTurned(Camera camera) {
    return !camera.options().handsOnVideo();
  }

  private static String codec(Camera camera) {
    return camera.status().session().codec().toLowerCase(Locale.ROOT);
  }

  /** The video as a file that grows for as long as somebody takes it. */
  static HttpAnswer file(Camera camera) {
    String codec = codec(camera);
    if (isTurned(camera)) {
      return HttpAnswer.Content.text(
          404,
          "camera \""
              + camera.id()
              + "\" is rotated, flipped, cropped or written on, and its video is not:"
              + " only stream.mjpg and snapshot.jpg");
    }
    if (!CODECS.contains(codec)) {
      return HttpAnswer.Content.text(
          404,
          "camera \""
              + camera.id()
              + "\" sends "
              + CameraHttp.printable(codec)
              + ", neither H.264 nor H.265: only stream.mjpg and snapshot.jpg");
    }
    Rendition video = Rendition.VIDEO;
    return new HttpAnswer.Stream(
        List.of(new HttpAnswer.CameraView(camera, video, 0, new Mp4Writer(), video)));
  }

  /** A stream of one camera is for whoever takes it for an image. */
  static void refuse(String id, Query query) throws BadQueryException {
    if (query.isOfVideo()) {
      throw new BadQueryException(
          "form \"video\": must be jpeg here; video is at /streams.mjpg?ids=" + id + "&form=video");
    }
  }
}
