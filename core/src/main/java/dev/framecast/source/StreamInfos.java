package dev.framecast.source;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a session of two streams tells of both. Written by the capture thread, read by any. */
final class StreamInfos {
  private final StreamChoice choice;

  /** Of the streams that are closed. */
  private final AtomicLong decodedBefore = new AtomicLong();

  private final AtomicLong droppedBefore = new AtomicLong();
  private volatile SessionInfo last = SessionInfo.UNKNOWN;

  StreamInfos(StreamChoice choice) {
    this.choice = choice;
  }

  void shows(boolean isSub, SessionInfo info) {
    choice.size(isSub, info.width(), info.height());
    last = info;
  }

  void closed(SessionInfo info) {
    last = info.toBuilder().decoded(0).dropped(0).build();
    decodedBefore.addAndGet(info.decoded());
    droppedBefore.addAndGet(info.dropped());
  }

  SessionInfo info(@Nullable OpenStream shown) {
    SessionInfo info = shown == null ? last : shown.info();
    SessionInfo.Stream main = choice.main(shown != null && !shown.isSub);
    SessionInfo.Builder all =
        info.toBuilder()
            .decoded(decodedBefore.get() + info.decoded())
            .dropped(droppedBefore.get() + info.dropped())
            .streams(List.of(main, choice.sub(shown != null && shown.isSub)));
    if (main.width() > info.width()) {
      all.size(main.width(), main.height()); // what the camera can give
    }
    return all.build();
  }
}
