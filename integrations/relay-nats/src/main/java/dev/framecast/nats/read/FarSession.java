package dev.framecast.nats.read;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.nats.read.ReceivedFrames.Received;
import dev.framecast.nats.wire.Clock;
import dev.framecast.nats.wire.FrameHeader;
import dev.framecast.nats.wire.Link;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.nats.wire.Wish;
import dev.framecast.nats.wire.WishReply;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import io.nats.client.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One connection to a camera of another node: says what is wanted, and takes what comes. */
public final class FarSession implements FrameSession {
  /** So often is looked whether something else is wanted than before. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long WISH_NANOS = TimeUnit.MILLISECONDS.toNanos(Wish.EVERY_MILLIS);

  /** Nothing has come yet, or any more: so often is asked whether a node has taken over. */
  private static final long SEARCH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Each second a wish is answered; who has heard nothing for that long looks for another node. */
  private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1_300);

  /** Older frames have waited somewhere while something stood still. */
  private static final long OLD_MICROS = 2_000_000;

  private static final String NOBODY = "no node has this camera at the moment";

  private final Link link;
  private final String description;
  private final SessionContext context;
  private final FarState state;
  private final ReceivedFrames frames = new ReceivedFrames();
  private final Inlet inlet;
  private final NodeClocks clocks = new NodeClocks();
  private final JpegCheck check = new JpegCheck();
  private final RelayedVideo video = new RelayedVideo();

  private Map<Rendition, Double> said = Map.of();
  private int saidLosses;
  private long saidAt;
  private Map<Rendition, Received> pictures = Map.of();
  private @Nullable Received unit;
  private boolean begun;
  private boolean shown;
  private @Nullable String told;
  private @Nullable WishReply noVideoSaid;

  private volatile @Nullable Thread thread;
  private volatile boolean cancelled;
  private volatile boolean nobody;
  private volatile long heardAt = System.nanoTime();
  private volatile @Nullable WishReply reply;

  /** Not connected yet. */
  public FarSession(
      Link link,
      Subjects subjects,
      String camera,
      String description,
      SessionContext context,
      FarState state) {
    this.link = link;
    this.description = description;
    this.context = context;
    this.state = state;
    this.inlet = new Inlet(link, subjects, camera, this::frame, this::answered);
  }

  @Override
  public boolean advance() throws IOException {
    thread = Thread.currentThread();
    while (!cancelled) {
      if (link.connection() == null) {
        String why = link.problem();
        lost("NATS cannot be reached" + (why == null ? "" : ": " + why));
      } else {
        wish();
        if (take()) {
          shown = true;
          told = null;
          return true;
        }
        lookAtReply();
      }
      LockSupport.parkNanos(this, LOOK_NANOS);
      if (Thread.interrupted()) {
        break;
      }
    }
    throw new SourceException(Kind.ENDED, description + ": cancelled");
  }

  /** Says what is wanted when that has changed, and again and again. */
  private void wish() {
    Map<Rendition, Double> wanted = context.wanted();
    long now = System.nanoTime();
    boolean searches = nobody || !shown || now - heardAt > SILENT_NANOS;
    int losses = frames.losses();
    boolean isNew = !begun || !wanted.equals(said) || losses != saidLosses;
    if (!isNew && now - saidAt < (searches ? SEARCH_NANOS : WISH_NANOS)) {
      return;
    }
    begun = true;
    said = wanted;
    saidLosses = losses;
    saidAt = now;
    inlet.wants(Wish.of(inlet.reader(), Clock.micros(), wanted, losses));
  }

  /** Takes what has come: also that there is no video, which is to be told by writeVideo(). */
  private boolean take() {
    pictures = frames.takePictures();
    unit = frames.takeUnit();
    WishReply last = reply;
    boolean noVideo = context.wantsVideo() && last != null && last.isLive() && !last.hasVideo();
    boolean sayNoVideo = noVideo && !Objects.equals(last, noVideoSaid); // once for each answer
    noVideoSaid = noVideo ? last : null;
    return unit != null || !pictures.isEmpty() || sayNoVideo;
  }

  private void lookAtReply() throws SourceException {
    WishReply last = reply;
    String refused = link.problem();
    if (nobody) {
      lost(NOBODY);
    } else if (last != null && !last.isLive() && last.problem() != null) {
      tell("at its node: " + last.problem());
    } else if (!shown && refused != null) {
      tell(refused); // such as a subject, which may be why nothing comes
    }
  }

  /** A connection that has shown pictures is given up by the camera's own time limits. */
  private void lost(String why) throws SourceException {
    if (!shown) {
      throw new SourceException(Kind.UNPLUGGED, description + ": " + why); // look again soon
    }
    tell(why);
  }

  /** Once, and not with each look. */
  private void tell(String why) {
    if (!why.equals(told)) {
      told = why;
      context.dropped(why);
    }
  }

  /** On the thread that receives. */
  private void frame(Rendition rendition, Message message) {
    FrameHeader header = FrameHeader.of(message.getHeaders());
    if (header == null || isOld(header)) {
      return;
    }
    long now = System.nanoTime();
    heardAt = now;
    if (frames.add(rendition, header, message.getData(), now)) {
      LockSupport.unpark(thread);
    }
  }

  /** Also a key to whom to follow: a node that stood still sends what has waited in it. */
  private boolean isOld(FrameHeader header) {
    WishReply last = reply;
    double fps = last == null ? 0 : last.stream().fps();
    long most = fps > 0 ? Math.max(OLD_MICROS, (long) (3e6 / fps)) : OLD_MICROS;
    long now = Clock.micros();
    return now - clocks.here(header.node(), header.since(), now) > most;
  }

  /** On the thread that receives. */
  private void answered(Message message) {
    if (message.isStatusMessage()) {
      nobody = true; // 503: nobody listens
    } else {
      WishReply answer = WishReply.of(message.getHeaders());
      if (answer == null) {
        return;
      }
      nobody = false;
      heardAt = System.nanoTime();
      frames.answered(answer.node(), heardAt);
      clocks.add(answer.node(), answer.times(), Clock.micros());
      reply = answer;
      state.answered(answer.node(), clocks.of(answer.node()));
    }
    LockSupport.unpark(thread);
  }

  /** When that was captured, by this machine's clock, in microseconds since 1970. */
  private long captured(FrameHeader header) {
    return clocks.here(header.node(), header.captured(), Clock.micros());
  }

  @Override
  public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
    Received picture = pictures.get(rendition);
    if (picture == null) {
      return; // is asked for, and comes by itself
    }
    ByteBuffer jpeg = picture.bytes().duplicate();
    check.maxPixels(context.maxPixels()); // which may have changed
    if (!check.inspect(jpeg)) {
      throw new IOException("a broken picture was dropped: " + check.problem());
    }
    slot.capturedAt(Clock.nanoTime(captured(picture.header())));
    slot.passThrough(jpeg.limit(check.length()), check);
  }

  @Override
  public boolean writeVideo(FrameSlot slot) throws IOException {
    Received current = unit;
    if (current == null) {
      WishReply last = reply;
      return last == null || !last.isLive() || last.hasVideo();
    }
    long captured = captured(current.header());
    video.write(current, captured, slot);
    FrameHeader header = current.header();
    // The camera takes nothing old: what was sent again is there for those that build on it.
    long since = clocks.here(header.node(), header.since(), Clock.micros());
    slot.capturedAt(Clock.nanoTime(since));
    return true;
  }

  /** What the camera sends to its node, by the node's word. */
  @Override
  public SessionInfo info() {
    WishReply last = reply;
    if (last == null) {
      return SessionInfo.UNKNOWN;
    }
    WishReply.Stream stream = last.stream();
    ClockOffset.Estimate clock = clocks.of(last.node());
    return SessionInfo.builder()
        .ageBoundMillis(clock == null ? 0 : clock.bound() / 1e3)
        .codec(stream.codec())
        .size(stream.width(), stream.height())
        .fps(stream.fps())
        .build();
  }

  @Override
  public void cancel() {
    cancelled = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void close() {
    cancelled = true;
    inlet.close();
    state.ended();
  }
}
