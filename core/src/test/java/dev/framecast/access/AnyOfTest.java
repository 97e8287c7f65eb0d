package dev.framecast.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnyOfTest {
  private static final Access DENIES = says(Verdict.deny());
  private static final Access ALLOWS = says(Verdict.allow().user("x"));
  private static final Access BASIC = says(Verdict.challenge("Basic realm=\"a\""));
  private static final Access BEARER = says(Verdict.challenge("Bearer realm=\"a\""));
  private static final Access EXPIRED = says(Verdict.deny("expired"));
  private static final Access BUSY = says(Verdict.tryLater(Duration.ofSeconds(5)));
  private static final Access THROWS =
      request -> {
        throw new IllegalStateException("broken");
      };

  private static Access says(Verdict verdict) {
    return request -> CompletableFuture.completedFuture(verdict);
  }

  private static Verdict ask(Access... ways) {
    return Asking.verdict(Access.anyOf(ways), Asking.get("/"));
  }

  @Test
  void theFirstThatAllowsIsHeardWhateverTheOthersSay() {
    assertThat(ask(BASIC, EXPIRED, BUSY, THROWS, ALLOWS).user()).isEqualTo("x");
  }

  @Test
  void challengesAreCollected() {
    assertThat(ask(DENIES, BASIC, BEARER).challenges())
        .containsExactly("Basic realm=\"a\"", "Bearer realm=\"a\"");
  }

  @Test
  void whoSaysWhyNotIsHeardBeforeAChallenge() {
    assertThat(ask(BASIC, EXPIRED).reason()).isEqualTo("expired");
    assertThat(ask(BASIC, BUSY).status()).isEqualTo(429);
    assertThat(ask(DENIES, DENIES).status()).isEqualTo(403);
  }

  @Test
  void whereNobodyAllowsItAFailureIsTheAnswer() {
    for (Access broken :
        new Access[] {
          THROWS, request -> null, says(null), request -> CompletableFuture.failedFuture(oops())
        }) {
      assertThatThrownBy(() -> ask(BASIC, broken)).isNotNull();
      assertThat(ask(broken, ALLOWS).isAllowed()).isTrue();
    }
  }

  private static Exception oops() {
    return new IllegalStateException("oops");
  }

  @Test
  void oneThatAnswersLaterIsWaitedFor() {
    CompletableFuture<Verdict> later = new CompletableFuture<>();
    CompletableFuture<Verdict> asked =
        Access.anyOf(request -> later, ALLOWS).ask(Asking.get("/")).toCompletableFuture();
    assertThat(asked).isNotDone();
    later.complete(Verdict.deny());
    assertThat(asked.join().isAllowed()).isTrue();
  }

  @Test
  void aContainersLoginCountsWhereThereIsOne() {
    AccessRequest nobody = Asking.get("/");
    AccessRequest ann = nobody.of("ann", "viewer"::equals);
    assertThat(Asking.verdict(Access.principal(), nobody).status()).isEqualTo(403);
    assertThat(Asking.verdict(Access.principal(), ann).user()).isEqualTo("ann");
    assertThat(Asking.verdict(Access.role("viewer"), ann).isAllowed()).isTrue();
    assertThat(Asking.verdict(Access.role("admin"), ann).isAllowed()).isFalse();
    assertThat(Asking.verdict(Access.role("viewer"), nobody).isAllowed()).isFalse();
  }
}
