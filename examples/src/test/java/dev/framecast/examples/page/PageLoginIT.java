package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.access.Access;
import dev.framecast.access.BasicAccess;
import dev.framecast.access.PasswordHash;
import dev.framecast.access.SignedAddresses;
import dev.framecast.access.TokenAccess;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page where not everybody may see everything. */
@Tag("real")
class PageLoginIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Cameras cameras = new Cameras();
  private Browser browser;
  private PageTiles tiles;
  private MjpegServer server;

  @BeforeEach
  void camerasAndABrowser() throws IOException {
    for (String id : List.of("door", "yard", "roof")) {
      cameras.add(id, TestPatternSource.of(320, 180, 10));
    }
    browser = new Browser(false);
    tiles = new PageTiles(browser);
  }

  @AfterEach
  void close() {
    browser.close();
    server.close();
    cameras.close();
  }

  private void start(Access access) throws IOException {
    server = MjpegServer.builder(cameras).access(access).path("/cams").start();
  }

  private void await(String what, BooleanSupplier condition) {
    browser.await(what, SOON, condition);
  }

  private boolean isInSight(String id) {
    return Boolean.TRUE.equals(
        browser.run(
            "return document.getElementById(arguments[0])?.checkVisibility() ?? false", id));
  }

  private void type(String token) {
    browser.run("document.getElementById('token').focus()");
    browser.press(token, org.openqa.selenium.Keys.ENTER);
  }

  @Test
  void aTokenIsAskedForInTheBrowsersLanguage() throws IOException {
    start(TokenAccess.of(TokenAccess.newToken()));
    browser.languages("ko-KR,ko,en");
    browser.open(server.uri());
    await("the form", () -> isInSight("token"));
    assertThat(browser.text("return document.querySelector('label').textContent"))
        .isEqualTo("로그인이 필요합니다. 토큰을 입력하세요:");
    assertThat(browser.text("return document.documentElement.lang")).isEqualTo("ko");
    assertThat(browser.text("return document.title")).isEqualTo("카메라: 로그인");
    type("wrong".repeat(5));
    await(
        "a word about it",
        () ->
            browser
                .text("return document.getElementById('problem').textContent")
                .equals("토큰이 올바르지 않습니다."));
  }

  @Test
  void aTokenIsAskedForOnceAndAgainWhenItIsNoneAnyMore() throws IOException {
    String token = TokenAccess.newToken();
    start(TokenAccess.of(token));
    browser.open(server.uri());
    await("the form", () -> isInSight("token"));
    assertThat(tiles.ids()).isEmpty();
    type("wrong".repeat(5));
    await(
        "a word about it",
        () ->
            browser
                .text("return document.getElementById('problem').textContent")
                .equals("This token is not right."));
    type(token);
    await("all cameras", () -> tiles.ids().size() == 3 && tiles.allAre("live"));
    assertThat(browser.text("return document.cookie")).as("scripts do not see it").isEmpty();
    int port = server.port();
    server.close();
    Access another = TokenAccess.of(TokenAccess.newToken());
    server = MjpegServer.builder(cameras).access(another).path("/cams").port(port).start();
    await("refused", () -> tiles.allAre("refused"));
    assertThat(tiles.reason("door")).contains("the server wants a login (401)");
    browser.run("document.getElementById('login').click()");
    await("the form once more", () -> isInSight("token"));
  }

  @Test
  void aSignedPageShowsItsCamerasUntilItExpires() throws IOException {
    SignedAddresses signed = SignedAddresses.with("k", new byte[32]).endingStreams();
    start(signed);
    String page = signed.page(List.of("yard", "door"), Duration.ofSeconds(20));
    browser.open(URI.create(server.uri() + page));
    await("its cameras", () -> tiles.ids().size() == 2 && tiles.allAre("live"));
    assertThat(tiles.ids()).containsExactlyInAnyOrder("door", "yard");
    await("refused", () -> tiles.allAre("refused"));
    assertThat(tiles.reason("door")).contains("this address has expired");
  }

  @Test
  void aNameAndAPasswordInTheAddressAreEnough() throws IOException {
    start(BasicAccess.builder().user("ann", PasswordHash.of("right", 1_000)).build());
    browser.open(URI.create(server.uri().toString().replace("//", "//ann:right@")));
    await("all cameras", () -> tiles.ids().size() == 3 && tiles.allAre("live"));
  }
}
