package dev.framecast.source;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Shows one of two streams, and goes over to the other without a gap: {@link SubStreamSource}. */
final class SubStreamSession implements FrameSession {
  /** A viewer who leaves the full picture may come back; each change costs a connection. */
  private static final long DOWN_AFTER_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A sub-stream that was cancelled after that long without a picture counts as failed. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long INFO_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSE_MILLIS = 250;

  private final FrameSource main;
  private final FrameSource sub;
  private final StreamChoice choice;
  private final SessionContext context;

  private volatile boolean cancelled;
  private volatile StreamDial.@Nullable Opened current;
  private volatile @Nullable StreamDial dial;

  /** Of the streams that are closed. */
  private final AtomicLong decodedBefore = new AtomicLong();

  private final AtomicLong droppedBefore = new AtomicLong();
  private volatile SessionInfo last = SessionInfo.UNKNOWN;

  /** Whether the dial is for the sub-stream. */
  private boolean dialsSub;

  /** Since when the sub-stream would do while the main stream is shown; 0 if it would not. */
  private long enoughSince;

  private long infoAt;

  SubStreamSession(FrameSource main, FrameSource sub, StreamChoice choice, SessionContext context) {
    this.main = main;
    this.sub = sub;
    this.choice = choice;
    this.context = context;
  }

  @Override
  public boolean advance() throws IOException {
    while (!cancelled) {
      if (changeOver()) {
        return true;
      }
      StreamDial.Opened shown = current;
      if (shown == null) {
        shown = open();
      }
      considerChange(shown);
      Exception failure = null;
      try {
        if (shown.session.advance()) {
          showed(shown);
          return true;
        }
      } catch (IOException | RuntimeException e) { // a session is anybody's code
        failure = e;
      }
      if (awaitOther()) {
        return true;
      }
      noteSilence(shown);
      if (!cancelled && shown.isSub) {
        choice.subFailed(reason(failure), System.nanoTime());
        closeShown(); // the main stream takes its place
      } else if (failure instanceof RuntimeException broken) {
        throw broken;
      } else if (failure instanceof IOException lost) {
        throw lost;
      } else {
        return false;
      }
    }
    throw new SourceException(Kind.ENDED, "cancelled");
  }

  private static String reason(@Nullable Exception failure) {
    return failure == null ? "the stream has ended" : String.valueOf(failure.getMessage());
  }

  /** Hears what a stream says, as long as that one is shown. */
  private SessionContext contextOf(boolean asSub) {
    return new StreamChoice.Context(
        context,
        () -> {
          StreamDial.Opened shown = current;
          return shown == null || shown.isSub == asSub;
        });
  }

  private StreamDial.Opened open() throws IOException {
    boolean asSub = choice.isSubEnough(context.wantedWidth(), System.nanoTime());
    FrameSession session;
    try {
      session = (asSub ? sub : main).open(contextOf(asSub));
    } catch (IOException | RuntimeException e) {
      if (!asSub) {
        throw e;
      }
      choice.subFailed(reason(e), System.nanoTime());
      asSub = false;
      session = main.open(contextOf(false));
    }
    current = new StreamDial.Opened(asSub, session);
    if (cancelled) {
      session.cancel(); // cancel() may have come too early to see it
    }
    return current;
  }

  private void showed(StreamDial.Opened shown) {
    long now = System.nanoTime();
    if (!shown.isLive || now - infoAt > INFO_NANOS) {
      infoAt = now;
      SessionInfo info = shown.session.info();
      choice.size(shown.isSub, info.width(), info.height());
      last = info;
    }
    if (!shown.isLive) {
      shown.isLive = true;
      choice.works(shown.isSub);
    }
  }

  /** Dials the other stream if that is the one to have now. */
  private void considerChange(StreamDial.Opened shown) {
    long now = System.nanoTime();
    StreamDial pending = dial;
    if (!shown.isLive || pending != null) {
      return;
    }
    boolean enough = choice.isSubEnough(context.wantedWidth(), now);
    if (enough == shown.isSub) {
      enoughSince = 0;
      return;
    }
    if (enough) {
      enoughSince = enoughSince == 0 ? now : enoughSince;
      if (now - enoughSince < DOWN_AFTER_NANOS) {
        return;
      }
    }
    if (!enough && !choice.mayDialMain(now)) {
      return;
    }
    enoughSince = 0;
    dialsSub = enough;
    // The one that is shown may be blocked when the other has a picture.
    StreamDial other =
        new StreamDial(enough ? sub : main, contextOf(enough), shown.session::cancel);
    try {
      other.start();
    } catch (Error e) { // no more threads: another time
      return;
    }
    dial = other;
    if (cancelled) {
      other.cancel();
    }
  }

  /**
   * Goes over to the stream that was dialled if it has a picture, which is then the present one.
   */
  private boolean changeOver() {
    StreamDial finished = dial;
    if (finished == null || finished.isPending()) {
      return false;
    }
    dial = null;
    FrameSession next = finished.take();
    if (next == null) {
      dialFailed(finished.problem());
      return false;
    }
    closeShown();
    StreamDial.Opened shown = new StreamDial.Opened(dialsSub, next);
    current = shown;
    showed(shown);
    return true;
  }

  private void dialFailed(String problem) {
    if (dialsSub) {
      choice.subFailed(problem, System.nanoTime());
    } else {
      choice.mainFailed(System.nanoTime());
    }
  }

  /** The stream that is shown has ended: goes over to the other one if that is on its way. */
  private boolean awaitOther() throws SourceException {
    StreamDial pending = dial;
    if (pending == null || cancelled) {
      return false;
    }
    try {
      pending.await();
    } catch (InterruptedException e) { // the camera's watchdog cancels
      throw new SourceException(Kind.ENDED, "cancelled");
    }
    return !cancelled && changeOver();
  }

  private void noteSilence(StreamDial.Opened shown) {
    long now = System.nanoTime();
    if (cancelled && shown.isSub && !shown.isLive && now - shown.since > SILENT_NANOS) {
      choice.subFailed("no picture came", now);
    }
  }

  private void closeShown() {
    StreamDial.Opened shown = current;
    if (shown != null) {
      current = null;
      shown.session.close();
      SessionInfo info = shown.session.info();
      last = info.toBuilder().decoded(0).dropped(0).build();
      decodedBefore.addAndGet(info.decoded());
      droppedBefore.addAndGet(info.dropped());
    }
  }

  @Override
  public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
    shown().writeJpeg(rendition, slot);
  }

  @Override
  public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
    return shown().writeRaw(rendition, slot);
  }

  private FrameSession shown() {
    StreamDial.Opened shown = current;
    if (shown == null) {
      throw new IllegalStateException("no picture: advance() comes first");
    }
    return shown.session;
  }

  @Override
  public SessionInfo info() {
    StreamDial.Opened shown = current;
    SessionInfo info = shown == null ? last : shown.session.info();
    SessionInfo.Stream mainStream = choice.main(shown != null && !shown.isSub);
    SessionInfo.Builder all =
        info.toBuilder()
            .decoded(decodedBefore.get() + info.decoded())
            .dropped(droppedBefore.get() + info.dropped())
            .streams(List.of(mainStream, choice.sub(shown != null && shown.isSub)));
    if (mainStream.width() > info.width()) {
      all.size(mainStream.width(), mainStream.height()); // what the camera can give
    }
    return all.build();
  }

  @Override
  public void cancel() {
    cancelled = true;
    StreamDial pending = dial;
    if (pending != null) {
      pending.cancel();
    }
    StreamDial.Opened shown = current;
    if (shown != null) {
      shown.session.cancel();
    }
  }

  @Override
  public void close() {
    cancelled = true;
    StreamDial pending = dial;
    dial = null;
    if (pending != null) {
      pending.abandon();
    }
    closeShown();
    if (pending != null) {
      pending.awaitEnd(CLOSE_MILLIS); // so that a camera of few connections finds one free
    }
  }
}
