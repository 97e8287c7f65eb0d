package dev.framecast.http;

import dev.framecast.access.Access;
import dev.framecast.access.AccessRequest;
import dev.framecast.access.Verdict;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraGroup;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one boundary around {@link Access}, which is code of the app: it may throw, answer null, late
 * or never. Nothing is allowed but by a verdict that says so, in time.
 */
final class AccessCheck {
  private static final System.Logger LOG = System.getLogger(Access.class.getName());

  private final Access access;
  private final Duration timeout;
  private volatile boolean failureTold;

  /** What came of asking; both null where nothing came in time. */
  private record Outcome(@Nullable Verdict verdict, @Nullable Throwable failure) {
    boolean isTooLate() {
      return verdict == null && failure == null;
    }
  }

  private static final Outcome TOO_LATE = new Outcome(null, null);
  private static final HttpAnswer.Content FAILED =
      HttpAnswer.Content.text(500, "the access check failed");

  AccessCheck(Access access, Duration timeout) {
    this.access = access;
    this.timeout = timeout;
  }

  /**
   * The question to that request.
   *
   * @param cameras of which it may see some
   * @param admitted what is answered to who sees these cameras
   * @param last what happens to every answer
   */
  HttpAnswer.Asked of(
      CameraGroup cameras,
      AccessRequest request,
      Function<CameraGroup, HttpAnswer> admitted,
      Function<HttpAnswer, HttpAnswer> last) {
    return executor ->
        ask(request, executor, outcome -> last.apply(answer(outcome, cameras, request, admitted)));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nothing follows, and nothing of it fails
  private CompletableFuture<HttpAnswer> ask(
      AccessRequest request, Executor executor, Function<Outcome, HttpAnswer> answer) {
    CompletableFuture<Outcome> asked = new CompletableFuture<>();
    FutureTask<?> task = new FutureTask<>(() -> ask(request, asked), null);
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      asked.complete(new Outcome(null, e));
    }
    if (!asked.isDone()) {
      limit(asked);
    }
    CompletableFuture<HttpAnswer> answered =
        asked.thenApply(answer).exceptionally(e -> FAILED); // without memory
    // One that hangs may hear an interrupt; one that nobody waits for need not begin.
    asked.thenAccept(outcome -> task.cancel(outcome.isTooLate()));
    answered.whenComplete((unused, e) -> task.cancel(false));
    return answered;
  }

  /** The JDK's timer begins with the first one, and would hold that thread's web app for good. */
  private void limit(CompletableFuture<Outcome> asked) {
    Thread here = Thread.currentThread();
    ClassLoader usual = here.getContextClassLoader();
    here.setContextClassLoader(null);
    try {
      CompletableFuture<Outcome> unused =
          asked.completeOnTimeout(TOO_LATE, timeout.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      here.setContextClassLoader(usual);
    }
  }

  private void ask(AccessRequest request, CompletableFuture<Outcome> asked) {
    try {
      CompletionStage<Verdict> verdict = access.ask(request);
      verdict.whenComplete((answer, failure) -> asked.complete(outcome(answer, failure)));
    } catch (Throwable e) { // null, too
      asked.complete(new Outcome(null, e));
    }
  }

  private static Outcome outcome(@Nullable Verdict verdict, @Nullable Throwable failure) {
    return verdict == null && failure == null
        ? new Outcome(null, new NullPointerException("the access check has answered null"))
        : new Outcome(verdict, failure);
  }

  private HttpAnswer answer(
      Outcome outcome,
      CameraGroup cameras,
      AccessRequest request,
      Function<CameraGroup, HttpAnswer> admitted) {
    Throwable failure = outcome.failure();
    Verdict verdict = outcome.verdict();
    if (failure instanceof RejectedExecutionException) {
      return Refusals.notNow("too many access checks at once");
    } else if (failure != null) {
      tell("an access check failed: " + CameraHttp.printable(request.path()), failure);
      return FAILED;
    } else if (verdict == null) {
      tell("an access check did not answer within " + timeout, null);
      return Refusals.notNow("the access check did not answer");
    }
    Instant until = verdict.until();
    if (!verdict.isAllowed()) {
      return Refusals.of(verdict, request);
    } else if (until != null && !Instant.now().isBefore(until)) {
      return Refusals.of(Verdict.deny("this has expired"), request);
    }
    LOG.log(Level.DEBUG, () -> verdict.user() + ": " + CameraHttp.printable(request.path()));
    Predicate<? super Camera> which = verdict.cameras();
    CameraGroup seen = which == null ? cameras : cameras.only(camera -> sees(which, camera));
    return personal(admitted.apply(seen), verdict);
  }

  /** The group itself would say at each request that the condition has failed. */
  private boolean sees(Predicate<? super Camera> which, Camera camera) {
    try {
      return which.test(camera);
    } catch (Throwable e) {
      tell("camera " + camera.id() + " is not shown", e);
      return false;
    }
  }

  /** Nobody else's cache may keep it. */
  private static HttpAnswer personal(HttpAnswer answer, Verdict verdict) {
    Map<String, String> more = new LinkedHashMap<>();
    String cookie = verdict.cookie();
    if (cookie != null) {
      more.put("Set-Cookie", cookie);
    }
    if (answer instanceof HttpAnswer.Content content) {
      String caching = content.headers().getOrDefault("Cache-Control", "no-store");
      String kept = caching.replace("public, ", "");
      more.put("Cache-Control", kept.equals("no-store") ? kept : "private, " + kept);
      return content.with(more);
    } else if (answer instanceof HttpAnswer.Stream stream) {
      return new HttpAnswer.Stream(stream.views(), more, verdict.until(), stream.client());
    } else if (answer instanceof HttpAnswer.Snapshot snapshot) {
      return new HttpAnswer.Snapshot(
          snapshot.camera(),
          snapshot.rendition(),
          snapshot.maxAge(),
          snapshot.timeout(),
          more,
          snapshot.client());
    }
    return answer;
  }

  /** It may fail at each request. */
  private void tell(String what, @Nullable Throwable failure) {
    Level level = failureTold ? Level.DEBUG : Level.WARNING;
    failureTold = true;
    LOG.log(level, what, failure);
  }
}
