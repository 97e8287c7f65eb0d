package dev.framecast.rtsp;

import dev.framecast.source.SessionContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A context of which somebody watches the video, or pictures, as is set here. */
final class VideoWatcher implements SessionContext {
  volatile boolean video = true;
  volatile boolean pictures;
  final List<String> waits = new CopyOnWriteArrayList<>();
  final List<String> drops = new CopyOnWriteArrayList<>();

  @Override
  public void waitingFor(String what) {
    waits.add(what);
  }

  @Override
  public void dropped(String why) {
    drops.add(why);
  }

  @Override
  public boolean wantsVideo() {
    return video;
  }

  @Override
  public boolean wantsPictures() {
    return pictures;
  }
}
