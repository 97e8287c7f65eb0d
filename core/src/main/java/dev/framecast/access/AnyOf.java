package dev.framecast.access;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Several ways to be let in, one after the other. */
record AnyOf(List<Access> ways) implements Access {

  /** What came of one way. */
  private record Outcome(@Nullable Verdict verdict, @Nullable Throwable failure) {}

  @Override
  public CompletionStage<Verdict> ask(AccessRequest request) {
    return ask(request, 0, new ArrayList<>(ways.size()));
  }

  private CompletionStage<Verdict> ask(AccessRequest request, int index, List<Outcome> before) {
    if (index == ways.size()) {
      return none(before);
    }
    return one(ways.get(index), request)
        .thenCompose(
            outcome -> {
              Verdict verdict = outcome.verdict();
              if (verdict != null && verdict.isAllowed()) {
                return CompletableFuture.completedFuture(verdict);
              }
              before.add(outcome);
              return ask(request, index + 1, before);
            });
  }

  private static CompletionStage<Outcome> one(Access way, AccessRequest request) {
    try {
      return way.ask(request).handle(AnyOf::outcome);
    } catch (RuntimeException | Error e) { // null, too
      return CompletableFuture.completedFuture(new Outcome(null, e));
    }
  }

  private static Outcome outcome(@Nullable Verdict verdict, @Nullable Throwable failure) {
    return verdict == null && failure == null
        ? new Outcome(null, new NullPointerException("an access check has answered null"))
        : new Outcome(verdict, failure);
  }

  /** Nobody has allowed it: who has something to say about it is heard. */
  private static CompletionStage<Verdict> none(List<Outcome> outcomes) {
    List<String> challenges = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.failure() != null) {
        return CompletableFuture.failedFuture(outcome.failure());
      }
      Verdict verdict = outcome.verdict();
      if (verdict != null && (verdict.status() == 429 || !verdict.reason().isEmpty())) {
        return CompletableFuture.completedFuture(verdict);
      }
      if (verdict != null) {
        challenges.addAll(verdict.challenges());
      }
    }
    return CompletableFuture.completedFuture(
        challenges.isEmpty()
            ? Verdict.deny()
            : Verdict.challenge(challenges.toArray(new String[0])));
  }
}
