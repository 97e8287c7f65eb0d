package dev.framecast.examples.faults;

import static dev.framecast.examples.faults.Plan.failed;
import static dev.framecast.examples.faults.Plan.none;
import static dev.framecast.examples.faults.Plan.stalled;
import static dev.framecast.source.SourceException.Kind.BROKEN;
import static dev.framecast.source.SourceException.Kind.ENDED;
import static dev.framecast.source.SourceException.Kind.UNAUTHORIZED;
import static dev.framecast.source.SourceException.Kind.UNREACHABLE;

import dev.framecast.examples.faults.CustomSource.Verb;
import dev.framecast.examples.faults.Plan.Step;
import dev.framecast.examples.faults.Plan.Told;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A source that somebody has written. */
final class CustomRig implements Rig {
  private static final String NO_WIRE = "how it comes by its pictures is its own matter";
  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  private final CustomSource custom = new CustomSource();

  @Override
  public FrameSource source() {
    return custom;
  }

  @Override
  public Plan plan(Fault fault) {
    return switch (fault) {
      case REFUSED ->
          throwing(
              Verb.OPEN,
              () -> new SourceException(UNREACHABLE, "nobody there"),
              failed(UNREACHABLE, "nobody there"));
      case SILENT ->
          Plan.of(
              () -> custom.waits = true,
              () -> custom.waits = false,
              failed(UNREACHABLE, "no picture for 10.0 s").within(12));
      case STALL ->
          Plan.of(
              () -> custom.waits = true,
              () -> custom.waits = false,
              stalled("the camera stopped sending"),
              failed(UNREACHABLE, "the camera stopped sending: no picture for 6.0 s").within(8));
      case RESET ->
          Plan.of(
              () -> custom.loses.set(1), () -> {}, failed(UNREACHABLE, "the connection is lost"));
      case CLOSED ->
          Plan.of(() -> custom.ends.set(1), () -> {}, failed(ENDED, "the stream has ended"));
      case OFF ->
          lost(
              () -> new SourceException(UNREACHABLE, "nobody there"),
              failed(ENDED, "the stream has ended"),
              failed(UNREACHABLE, "nobody there"));
      case WRONG_LOGIN ->
          throwing(
              Verb.OPEN,
              () -> new SourceException(UNAUTHORIZED, "wrong password"),
              failed(UNAUTHORIZED, "wrong password"));
      case CHANGED_LOGIN ->
          throwing(
              Verb.ADVANCE,
              () -> new SourceException(UNAUTHORIZED, "wrong password"),
              failed(UNAUTHORIZED, "wrong password"));
      case GARBAGE -> pictures(Pictures::garbage, broken(), givenUp());
      case CUT -> pictures(Pictures::cutJpeg, broken(), givenUp());
      case EMPTY -> pictures(() -> new byte[0], stalled(""), failed(UNREACHABLE, "").within(8));
      case SIZE -> pictures(Pictures::otherJpeg).showing(Pictures.OTHER_WIDTH);
      case CODEC -> pictures(Pictures::png, broken(), givenUp());
      case RATE -> Plan.of(() -> custom.interval = 500, () -> custom.interval = 40);
      case CLOCK_AHEAD -> clock(HOUR_NANOS);
      case CLOCK_BACK ->
          clock(
              -HOUR_NANOS,
              stalled("pictures come too late"),
              failed(UNREACHABLE, "pictures come too late").within(8));
      case DRIP,
          ENDLESS_HEADER,
          ENDLESS_PART,
          BOUNDARY_WRONG,
          BOUNDARY_UNNAMED,
          BOUNDARY_MISSING,
          BOUNDARY_CHANGING,
          LOSS,
          DNS_FAILURE,
          DNS_CHANGE ->
          none(NO_WIRE);
      case STAMPS_AHEAD, STAMPS_BACK, STAMPS_WRAP -> none("its stamps are its clock's");
      case THROWS_OPEN ->
          lost(CustomRig::onPurpose, failed(ENDED, ""), failed(BROKEN, "on purpose"));
      case THROWS_ADVANCE -> throwing(Verb.ADVANCE, failed(BROKEN, "on purpose"));
      case THROWS_WRITE -> throwing(Verb.WRITE, stalled("on purpose"), givenUp());
      case THROWS_INFO -> throwing(Verb.INFO);
      case THROWS_CANCEL -> throwing(Verb.CANCEL, stalled(""), givenUp());
      case THROWS_CLOSE -> ending(throwing(Verb.CLOSE, failed(ENDED, "")));
      case HANGS_OPEN -> ending(hanging(Verb.OPEN, failed(ENDED, ""), noPicture()));
      case HANGS_ADVANCE -> hanging(Verb.ADVANCE, stalled("the camera stopped sending"), hung());
      case HANGS_WRITE -> hanging(Verb.WRITE, stalled("the camera stopped sending"), hung());
      case HANGS_INFO -> hanging(Verb.INFO, stalled("the camera stopped sending"), hung());
      case HANGS_CANCEL -> hanging(Verb.CANCEL, stalled(""), givenUp());
      case HANGS_CLOSE -> ending(hanging(Verb.CLOSE, stalled(""), hung()));
    };
  }

  private static Told broken() {
    return stalled("a broken picture was dropped");
  }

  private static Told givenUp() {
    return failed(UNREACHABLE, "no picture for 6.0 s").within(8);
  }

  private static Told noPicture() {
    return failed(UNREACHABLE, "no picture for 10.0 s").within(14);
  }

  private static Told hung() {
    return failed(UNREACHABLE, "no picture for 6.0 s").within(10);
  }

  private Plan pictures(Supplier<byte[]> other, Told... told) {
    Step end = () -> custom.picture = Pictures::jpeg;
    return Plan.of(() -> custom.picture = other, end, told);
  }

  private Plan clock(long nanos, Told... told) {
    return Plan.of(() -> custom.clockAhead = nanos, () -> custom.clockAhead = 0, told);
  }

  private Plan throwing(Verb verb, Told... told) {
    return throwing(verb, CustomRig::onPurpose, told);
  }

  private static Exception onPurpose() {
    return new IllegalStateException("on purpose");
  }

  private Plan lost(Supplier<Exception> failure, Told... told) {
    return ending(throwing(Verb.OPEN, failure, told));
  }

  /** The same with the end of the present session, so that there is something to be seen. */
  private Plan ending(Plan plan) {
    return Plan.of(
        () -> {
          plan.begin().run();
          custom.ends.set(1);
        },
        plan.end(),
        plan.told().toArray(Told[]::new));
  }

  private Plan throwing(Verb verb, Supplier<Exception> failure, Told... told) {
    return Plan.of(() -> custom.fail(verb, failure), custom::heal, told);
  }

  private Plan hanging(Verb verb, Told... told) {
    return Plan.of(() -> custom.hang(verb), custom::heal, told);
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public void close() {
    custom.heal();
  }
}
