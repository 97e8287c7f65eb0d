package dev.framecast.access;

import static dev.framecast.access.Asking.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.internal.ClientAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicAccessTest {
  private static final PasswordHash RIGHT = PasswordHash.of("right", 1_000);
  private static final PasswordHash OTHER = PasswordHash.of("grün:ß", 1_000);

  private final AtomicLong now = new AtomicLong(1);
  private final List<Runnable> hashes = new ArrayList<>();
  private int hashed;

  private final BasicAccess access =
      BasicAccess.builder()
          .user("ann", RIGHT)
          .user("jürg", OTHER, Verdict.allowOnly("door"))
          .testing(
              task -> {
                hashed++;
                task.run();
              },
              now::get)
          .build();

  private Verdict ask(String address, String name, String password) {
    AccessRequest request =
        Asking.from(address, "/cameras", "Authorization", basic(name, password));
    return Asking.verdict(access, request);
  }

  @Test
  void aRightPasswordIsAllowedWhatItsUserMaySee() {
    assertThat(ask("192.0.2.1", "ann", "right").isAllowed()).isTrue();
    assertThat(ask("192.0.2.1", "ann", "right").cameras()).isNull();
    Verdict second = ask("192.0.2.1", "jürg", "grün:ß");
    assertThat(second.isAllowed()).isTrue();
    assertThat(second.user()).isEqualTo("jürg");
    assertThat(second.cameras()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null",
        "''",
        "Basic",
        "'Basic '",
        "Basic !!!!",
        "Basic YW5u", // no colon
        "Basic /////w==", // no UTF-8
        "Bearer YW5uOnJpZ2h0",
        "'Basic YW5uOnJpZ2h0, Basic YW5uOnJpZ2h0'",
        "'Digest username=\"ann\"'"
      })
  void whatCannotBeUnderstoodIsAskedForAgain(String header) {
    AccessRequest request =
        header == null ? Asking.get("/cameras") : Asking.get("/cameras", "Authorization", header);
    Verdict verdict = Asking.verdict(access, request);
    assertThat(verdict.status()).isEqualTo(401);
    assertThat(verdict.challenges()).containsExactly("Basic realm=\"cameras\", charset=\"UTF-8\"");
    assertThat(hashed).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "BASIC"})
  void theSchemeMayBeInAnyCase(String scheme) {
    String header = basic("ann", "right").replace("Basic", scheme);
    AccessRequest request = Asking.get("/", "Authorization", header);
    assertThat(Asking.verdict(access, request).isAllowed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"ann, wrong", "ann, ''", "ann, Right", "Ann, right", "nobody, right", "'', ''"})
  void allElseCostsOneHashAndIsAskedForAgain(String name, String password) {
    assertThat(ask("192.0.2.1", name, password).status()).isEqualTo(401);
    assertThat(hashed).isEqualTo(1);
  }

  @Test
  void aNameThatThereIsNotCostsAsMuchAsOneThatThereIs() {
    assertThat(PasswordHash.ofNobody(5_000).iterations()).isEqualTo(5_000);
    assertThat(PasswordHash.ofNobody(1_000).matches("right")).isFalse();
  }

  @Test
  void sixtyFourTilesCostOneHash() {
    for (int i = 0; i < 64; i++) {
      assertThat(ask("192.0.2.1", "ann", "right").isAllowed()).isTrue();
    }
    assertThat(hashed).isEqualTo(1);
    now.addAndGet(Duration.ofMinutes(11).toNanos());
    assertThat(ask("192.0.2.1", "ann", "right").isAllowed()).isTrue();
    assertThat(hashed).as("forgotten meanwhile").isEqualTo(2);
  }

  @Test
  void manyWhoComeWhileAPasswordIsHashedWaitForTheOneHash() {
    BasicAccess slow =
        BasicAccess.builder().user("ann", RIGHT).testing(hashes::add, now::get).build();
    AccessRequest request = Asking.get("/", "Authorization", basic("ann", "right"));
    List<CompletionStage<Verdict>> asked = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      asked.add(slow.ask(request));
    }
    assertThat(hashes).hasSize(1);
    assertThat(asked).noneMatch(one -> one.toCompletableFuture().isDone());
    hashes.get(0).run();
    assertThat(asked).allMatch(one -> one.toCompletableFuture().join().isAllowed());
  }

  @Test
  void theSameWrongPasswordIsOneGuessHoweverOftenItIsSent() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(ask("192.0.2.1", "ann", "old").status()).isEqualTo(401);
    }
    assertThat(hashed).isEqualTo(1);
  }

  @Test
  void aThousandGuessesFromOneAddressAreTenAndThenOnesThatWait() {
    for (int i = 0; i < 1_000; i++) {
      Verdict verdict = ask("192.0.2.66", "ann", "guess" + i);
      assertThat(verdict.status()).isEqualTo(i < 10 ? 401 : 429);
    }
    assertThat(hashed).isEqualTo(10);
    assertThat(ask("192.0.2.66", "ann", "right").status()).as("even a right one").isEqualTo(429);
    assertThat(ask("192.0.2.1", "ann", "right").isAllowed()).as("from elsewhere").isTrue();
    assertThat(ask("192.0.2.66", "ann", "right").isAllowed())
        .as("what was right already needs no guess")
        .isTrue();
  }

  @Test
  void eachFurtherGuessWaitsLonger() {
    for (int i = 0; i < 10; i++) {
      ask("192.0.2.66", "ann", "guess" + i);
    }
    List<Long> waits = new ArrayList<>();
    for (int i = 10; i < 25; i++) {
      Duration wait = ask("192.0.2.66", "ann", "guess" + i).retryAfter();
      waits.add(wait.toSeconds());
      now.addAndGet(wait.toNanos());
      assertThat(ask("192.0.2.66", "ann", "guess" + i).status()).isEqualTo(401);
    }
    assertThat(waits).startsWith(1L, 2L, 4L, 8L, 16L).endsWith(900L, 900L).isSorted();
    now.addAndGet(Duration.ofHours(2).toNanos());
    assertThat(ask("192.0.2.66", "ann", "right").isAllowed()).as("forgotten in the end").isTrue();
  }

  @Test
  void manyAddressesThatGuessAtANameKeepNobodyOutOfWhereHeComesFrom() {
    assertThat(ask("198.51.100.1", "ann", "right").isAllowed()).isTrue();
    now.addAndGet(Duration.ofMinutes(11).toNanos());
    for (int i = 0; i < 300; i++) {
      ask("192.0.2." + i % 100, "ann", "guess" + i);
    }
    assertThat(ask("203.0.113.5", "ann", "another").status()).isEqualTo(429);
    assertThat(ask("203.0.113.5", "jürg", "grün:ß").isAllowed()).as("another name").isTrue();
    assertThat(ask("198.51.100.1", "ann", "right").isAllowed()).isTrue();
  }

  @Test
  void guessesAtOnceAreWithinTheLimitToo() {
    BasicAccess slow =
        BasicAccess.builder().user("ann", RIGHT).testing(hashes::add, now::get).build();
    for (int i = 0; i < 100; i++) {
      AccessRequest guess = Asking.get("/", "Authorization", basic("ann", "guess" + i));
      assertThat(slow.ask(guess).toCompletableFuture().isDone()).isEqualTo(i >= 10);
    }
    assertThat(hashes).hasSize(10);
  }

  @Test
  void whenTooManyHashesWaitARequestIsToTryLaterAndWasNoGuess() {
    BasicAccess full =
        BasicAccess.builder()
            .user("ann", RIGHT)
            .testing(
                task -> {
                  throw new RejectedExecutionException();
                },
                now::get)
            .build();
    AccessRequest request = Asking.get("/", "Authorization", basic("ann", "right"));
    for (int i = 0; i < 100; i++) {
      Verdict verdict = Asking.verdict(full, request);
      assertThat(verdict.status()).isEqualTo(429);
      assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, c0000201",
    "2001:db8:1:2:3:4:5:6, 20010db800010002",
    "2001:db8:1:2::1, 20010db800010002",
    "::ffff:192.0.2.1, c0000201",
    "a:b, a:b",
    "'', ''"
  })
  void ofAnIpv6AddressTheFirstHalfCounts(String address, String network) {
    assertThat(ClientAddress.network(address)).isEqualTo(network);
  }

  @Test
  void usersThatCannotBeAreRefused() {
    BasicAccess.Builder builder = BasicAccess.builder();
    assertThatThrownBy(builder::build).hasMessageContaining("no user");
    assertThatThrownBy(() -> builder.user("a:b", RIGHT)).hasMessageContaining("a:b");
    assertThatThrownBy(() -> builder.user("", RIGHT)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.user("a", RIGHT, Verdict.deny()))
        .hasMessageContaining("allowOnly");
    builder.user("a", RIGHT);
    assertThatThrownBy(() -> builder.user("a", RIGHT)).hasMessageContaining("already");
    assertThatThrownBy(() -> builder.realm("a\"b")).hasMessageContaining("quotes");
  }

  @Test
  void allNamesTakeAsLongAsTheOneWithTheMostIterations() {
    PasswordHash slow = PasswordHash.of("right", 5_000);
    PasswordHash quick = RIGHT.asLongAs(slow.iterations());
    assertThat(quick.iterations()).isEqualTo(5_000);
    assertThat(quick.matches("right")).isTrue();
    assertThat(quick.matches("wrong")).isFalse();
    assertThat(slow.asLongAs(1_000).iterations()).isEqualTo(5_000);
    assertThat(quick).hasToString(RIGHT.toString());
  }
}
