package dev.framecast.source;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.source.StreamDial.OpenStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
  private volatile @Nullable OpenStream current;
  private volatile @Nullable StreamDial dial;

  private final StreamChoice.Infos infos;

  /** Whether the dial is for the sub-stream. */
  private boolean dialsSub;

  /** Since when the sub-stream would do while the main stream is shown; 0 if it would not. */
  private long enoughSince;

  private long infoAt;

  /** What the main stream failed of, while the sub-stream is tried in its place. */
  private @Nullable Throwable mainFailure;

  SubStreamSession(FrameSource main, FrameSource sub, StreamChoice choice, SessionContext context) {
    this.main = main;
    this.sub = sub;
    this.choice = choice;
    this.infos = new StreamChoice.Infos(choice);
    this.context = context;
  }

  @Override
  public boolean advance() throws IOException {
    while (!cancelled) {
      if (changeOver()) {
        return true;
      }
      OpenStream shown = current;
      if (shown == null) {
        shown = open();
      }
      considerChange(shown);
      Throwable failure = null;
      try {
        if (shown.advance()) {
          showed(shown);
          return true;
        }
      } catch (IOException | RuntimeException | LinkageError e) { // a session is anybody's code
        failure = e;
      }
      if (awaitOther()) {
        return true;
      }
      noteSilence(shown);
      if (cancelled || !otherTakesPlaceOf(shown.isSub, failure)) {
        return OpenStream.ended(failure);
      }
      closeShown();
    }
    throw new SourceException(Kind.ENDED, "cancelled");
  }

  /** Whether to go on with the other stream, now that this one has ended in that way. */
  private boolean otherTakesPlaceOf(boolean isSub, @Nullable Throwable failure) throws IOException {
    long now = System.nanoTime();
    if (isSub) {
      choice.subFailed(OpenStream.reason(failure), now);
      if (mainFailure != null) { // and that is what the camera has failed of
        return OpenStream.ended(mainFailure);
      }
      return true;
    }
    if (failure == null || OpenStream.concernsCamera(failure) || !choice.mayDialSub(now)) {
      return false;
    }
    mainFailure = failure;
    choice.mainFailed(OpenStream.reason(failure), now);
    return true;
  }

  /** Hears what a stream says, as long as that one is shown. */
  private SessionContext contextOf(boolean asSub) {
    return new StreamChoice.Context(
        context,
        () -> {
          OpenStream shown = current;
          return shown == null || shown.isSub == asSub;
        });
  }

  private OpenStream open() throws IOException {
    while (true) {
      boolean asSub =
          mainFailure != null || choice.isSubEnough(context.wantedWidth(), System.nanoTime());
      try {
        OpenStream opened =
            new OpenStream(asSub, OpenStream.open(asSub ? sub : main, contextOf(asSub)));
        current = opened;
        if (cancelled) {
          opened.cancel(); // cancel() may have come too early to see it
        }
        return opened;
      } catch (IOException | RuntimeException | LinkageError e) {
        if (!otherTakesPlaceOf(asSub, e)) {
          throw e;
        }
      }
    }
  }

  private void showed(OpenStream shown) {
    long now = System.nanoTime();
    mainFailure = null;
    if (!shown.isLive || now - infoAt > INFO_NANOS) {
      infoAt = now;
      infos.shows(shown.isSub, shown.info());
    }
    if (!shown.isLive) {
      shown.isLive = true;
      choice.works(shown.isSub);
    }
  }

  /** Dials the other stream if that is the one to have now. */
  private void considerChange(OpenStream shown) {
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
    StreamDial other = new StreamDial(enough ? sub : main, contextOf(enough), shown::cancel);
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
      choice.failed(dialsSub, finished.problem(), System.nanoTime());
      return false;
    }
    closeShown();
    OpenStream shown = new OpenStream(dialsSub, next);
    shown.first = finished.first();
    current = shown;
    showed(shown);
    return true;
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

  private void noteSilence(OpenStream shown) {
    long now = System.nanoTime();
    if (cancelled && shown.isSub && !shown.isLive && now - shown.since > SILENT_NANOS) {
      choice.subFailed("no picture came", now);
    }
  }

  private void closeShown() {
    OpenStream shown = current;
    if (shown != null) {
      current = null;
      shown.close();
      infos.closed(shown.info());
    }
  }

  @Override
  public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
    OpenStream shown = shown();
    shown.session.writeJpeg(rendition, slot);
    mark(shown, rendition.width(), slot);
  }

  @Override
  public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
    OpenStream shown = shown();
    boolean written = shown.session.writeRaw(rendition, slot);
    mark(shown, rendition.width(), slot);
    return written;
  }

  @Override
  public boolean writeVideo(FrameSlot slot) throws IOException {
    OpenStream shown = shown();
    boolean written = shown.writeVideo(slot);
    mark(shown, context.wantedWidth(), slot); // one video for all, at the width of the widest
    return written;
  }

  /** Tells of a picture that is too small for who wants it while the main stream is to be had. */
  private void mark(OpenStream shown, int wantedWidth, FrameSlot slot) {
    long now = System.nanoTime();
    if (shown.isSub
        && mainFailure == null
        && choice.mayDialMain(now)
        && !choice.isSubEnough(wantedWidth, now)) {
      slot.provisional();
    }
  }

  private OpenStream shown() {
    OpenStream shown = current;
    if (shown == null) {
      throw new IllegalStateException("no picture: advance() comes first");
    }
    return shown;
  }

  @Override
  public boolean isTurned() {
    OpenStream shown = current;
    return shown != null && shown.session.isTurned();
  }

  @Override
  public SessionInfo info() {
    return infos.info(current);
  }

  @Override
  public void cancel() {
    cancelled = true;
    StreamDial pending = dial;
    if (pending != null) {
      pending.cancel();
    }
    OpenStream shown = current;
    if (shown != null) {
      shown.cancel();
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
