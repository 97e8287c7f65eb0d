package dev.framecast.examples.faults;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.examples.faults.Fault.When;
import dev.framecast.examples.faults.Heard.Event;
import dev.framecast.examples.faults.Plan.Told;
import dev.framecast.examples.faults.Rig.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One cell of the matrix: a camera that is made to have one fault, while others go on. */
final class Cell {
  private static final long LIVE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(3_000);
  private static final long BACK_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** For a dial and a first picture, behind a wait for the next try. */
  private static final long DIAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long OLDEST_MILLIS = 2_000;
  private static final long LONGEST_GAP_MILLIS = 1_000;

  private final Column column;
  private final Fault fault;
  private final String id;
  private final Heard heard = new Heard();
  private final List<String> wrong = new ArrayList<>();
  private Plan plan;
  private long begun;
  private long ended;
  private long mayWait;
  private long back;

  Cell(Column column, Fault fault) {
    this.column = column;
    this.fault = fault;
    this.id = (column + "-" + fault).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Takes as long as the fault and the way back. */
  Outcome run(Cameras cameras, HostsFile hosts, Gaps gaps, Executor executor) {
    String detail = "";
    String summary = "";
    try (Rig rig = column.rig(id, hosts)) {
      plan = rig.plan(fault);
      if (plan.isAbsent()) {
        return new Outcome(column, fault, "-", plan.absent(), List.of());
      }
      begun = System.nanoTime();
      if (fault.when == When.FIRST) {
        plan.begin().run();
      }
      Camera camera = cameras.add(id, rig.source());
      camera.addListener(heard, executor);
      Subscription viewer = camera.subscribe();
      viewer.onFrame(executor, heard::frame);
      pass();
      detail = detail(gaps);
      summary = summary();
      viewer.close();
      camera.close();
      detail += "; " + left(rig, viewer);
    } catch (Exception e) {
      wrong.add(e.toString());
    }
    return new Outcome(column, fault, summary, detail, wrong);
  }

  /** The fault's beginning, its end, and the way back. */
  private void pass() throws Exception {
    if (fault.when != When.FIRST) {
      if (!heard.await(now -> !now.shown(begun).isEmpty(), begun + LIVE_NANOS)) {
        wrong.add("was not live before: " + heard.events(begun));
        return;
      }
      heard.pass(SETTLE_NANOS);
      begun = System.nanoTime();
      plan.begin().run();
    }
    awaitTold();
    awaitWidth(begun, plan.width());
    if (fault.when == When.ONCE) {
      ended = begun;
    } else {
      heard.pass(begun + SHORTEST_NANOS - System.nanoTime());
      ended = System.nanoTime();
      plan.end().run();
    }
    awaitBack();
    heard.pass(SETTLE_NANOS);
    judge();
  }

  private void awaitTold() throws InterruptedException {
    long from = begun;
    for (Told told : plan.told()) {
      long since = from;
      boolean came =
          heard.await(now -> first(told, since) != null, begun + told.within().toNanos());
      if (came) {
        from = first(told, since).at();
      } else if (!told.isOptional()) {
        wrong.add("not told within " + told.within().toMillis() + " ms: " + told);
      }
    }
  }

  private Event first(Told told, long since) {
    return heard.events(since).stream()
        .filter(event -> told.matches(event.kind(), event.message()))
        .findFirst()
        .orElse(null);
  }

  private void awaitWidth(long since, int width) throws InterruptedException {
    if (width > 0
        && !heard.await(
            now -> now.shown(since).stream().anyMatch(frame -> frame.width() == width),
            System.nanoTime() + BACK_NANOS)) {
      wrong.add("no picture of " + width + " pixels came");
    }
  }

  private void awaitBack() throws InterruptedException {
    List<Event> events = heard.events(begun);
    long lastEvent = begun;
    long nextTry = ended;
    if (!events.isEmpty()) {
      Event last = events.get(events.size() - 1);
      lastEvent = last.at();
      nextTry = last.at() + last.nextTry().toNanos();
    }
    mayWait = Math.max(BACK_NANOS, nextTry - ended + DIAL_NANOS);
    long since = fault.when == When.ONCE ? lastEvent : ended;
    if (!heard.await(now -> !now.shown(since).isEmpty(), ended + mayWait)) {
      wrong.add("not back within " + seconds(mayWait));
      heard.await(now -> !now.shown(since).isEmpty(), ended + 10 * BACK_NANOS);
    }
    List<Heard.Shown> frames = heard.shown(since);
    back = frames.isEmpty() ? Long.MAX_VALUE : frames.get(0).at();
  }

  private void judge() {
    for (Event event : heard.events(begun)) {
      boolean known =
          plan.told().stream().anyMatch(told -> told.matches(event.kind(), event.message()));
      if (!known) {
        wrong.add("also told after " + seconds(event.at() - begun) + ": " + words(event));
      }
    }
    if (!heard.broken().isEmpty()) {
      wrong.add("a frame was broken: " + heard.broken());
    }
    if (heard.oldestMillis() > OLDEST_MILLIS) {
      wrong.add("a live frame was " + heard.oldestMillis() + " ms old");
    }
    boolean fails = plan.told().stream().anyMatch(told -> !told.isOptional());
    if (fault.when != When.ONCE && fails && heard.slates() == 0) {
      wrong.add("no slate was shown");
    }
  }

  private String detail(Gaps gaps) {
    long now = System.nanoTime();
    long gap = gaps.longestMillis(begun, now);
    long pause = gaps.pauseMillis(begun, now);
    if (gap - pause > LONGEST_GAP_MILLIS) {
      wrong.add("a healthy camera stood still for " + gap + " ms");
    }
    StringBuilder text = new StringBuilder();
    String before = "";
    for (Event event : heard.events(begun)) {
      String words = words(event);
      if (!words.equals(before)) {
        text.append(seconds(event.at() - begun)).append(' ').append(words).append(" | ");
      }
      before = words;
    }
    return text
        + "back "
        + seconds(back - ended)
        + " of "
        + seconds(mayWait)
        + "; neighbours' gap "
        + gap
        + " ms, machine's "
        + pause
        + " ms; oldest "
        + heard.oldestMillis()
        + " ms";
  }

  /** What stands in the table. */
  private String summary() {
    List<String> parts = new ArrayList<>();
    for (Told told : plan.told()) {
      Event event = first(told, begun);
      if (event != null) {
        String name = told.kind() == null ? "STALLED" : told.kind().name();
        parts.add(name + " " + seconds(event.at() - begun));
      }
    }
    if (parts.isEmpty()) {
      return "stays live";
    }
    boolean waits = mayWait > 2 * BACK_NANOS;
    return String.join(", ", parts)
        + "; back "
        + seconds(back - ended)
        + (waits ? " (its next try)" : "");
  }

  private String left(Rig rig, Subscription viewer) throws Exception {
    // A frame that was being looked at when the viewer left is let go of a moment later.
    boolean none =
        heard.await(
            now ->
                Leaks.threads(id) == 0
                    && connections(rig) == 0
                    && Leaks.slots(viewer.frames()) == 0,
            System.nanoTime() + LEAVE_NANOS);
    String text =
        String.format(
            Locale.ROOT,
            "left: %d threads, %d connections, %d slots",
            Leaks.threads(id),
            connections(rig),
            Leaks.slots(viewer.frames()));
    if (!none) {
      wrong.add(text);
    }
    return text;
  }

  private static int connections(Rig rig) {
    try {
      return rig.port() == 0 ? 0 : Leaks.connections(rig.port());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String words(Event event) {
    return (event.kind() == null ? "STALLED" : event.kind()) + " " + event.message();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
