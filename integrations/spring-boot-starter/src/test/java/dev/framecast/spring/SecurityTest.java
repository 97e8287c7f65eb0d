package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.access.Access;
import dev.framecast.access.Verdict;
import dev.framecast.http.HttpRules;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** With a real Spring Security in front. */
@ExtendWith(OutputCaptureExtension.class)
class SecurityTest {
  private static final String[] CAMERAS = {
    "framecast.cameras.yard.uri=test:160x90@30",
    "framecast.cameras.safe.uri=test:160x90@30",
    "framecast.cameras.safe.tags=staff",
    "framecast.cameras.lab.uri=test:160x90@30",
    "framecast.cameras.lab.tags=research,night-shift",
    "framecast.security.authorities.research=SCOPE_lab",
    "framecast.security.users.research=bob",
  };

  private static final String SAFE = "/cameras/cameras/safe/snapshot.jpg";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Guarded {
    @Bean
    UserDetailsService people() {
      return new InMemoryUserDetailsManager(
          User.withUsername("guest").password("{noop}pw").roles("GUEST").build(),
          User.withUsername("ann").password("{noop}pw").roles("STAFF").build(),
          User.withUsername("bob").password("{noop}pw").roles("GUEST").build(),
          User.withUsername("eve").password("{noop}pw").authorities("SCOPE_lab").build(),
          User.withUsername("nick").password("{noop}pw").roles("NIGHT_SHIFT").build(),
          User.withUsername("boss").password("{noop}pw").roles("BOSS").build(),
          User.withUsername("chief").password("{noop}pw").roles("STAFF", "NIGHT_SHIFT").build());
    }

    @Bean
    RoleHierarchy ranks() {
      return RoleHierarchyImpl.fromHierarchy("ROLE_BOSS > ROLE_STAFF");
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(
              requests -> {
                requests.requestMatchers("/cameras/**").permitAll();
                requests.anyRequest().authenticated();
              })
          .httpBasic(Customizer.withDefaults())
          .build();
    }
  }

  private static App app;

  @BeforeAll
  static void start() {
    app = App.startGuarded(App.Server.JETTY, Guarded.class, CAMERAS);
  }

  @AfterAll
  static void close() {
    app.close();
  }

  @ParameterizedTest
  @CsvSource({
    "guest, yard",
    "ann,   yard safe",
    "bob,   yard lab",
    "eve,   yard lab",
    "nick,  yard lab",
    "boss,  yard safe",
    "chief, yard safe lab",
  })
  void authoritiesAndNamesDecideWhichCamerasThereAre(String user, String sees) throws Exception {
    String list = app.get("/cameras/cameras", user, "pw").body();
    for (String camera : new String[] {"yard", "safe", "lab"}) {
      boolean visible = (" " + sees + " ").contains(" " + camera + " ");
      assertThat(list.contains("\"" + camera + "\"")).as(camera).isEqualTo(visible);
    }
  }

  @Test
  void aCameraThatSomebodyMayNotSeeIsAsOneThatThereIsNot() throws Exception {
    HttpResponse<String> forbidden = app.get(SAFE, "guest", "pw");
    HttpResponse<String> unknown = app.get(SAFE.replace("safe", "none"), "guest", "pw");
    assertThat(forbidden.statusCode()).isEqualTo(404).isEqualTo(unknown.statusCode());
    assertThat(forbidden.body()).isEqualTo(unknown.body().replace("none", "safe"));
    assertThat(app.get(SAFE, "ann", "pw").statusCode()).isEqualTo(200);
  }

  @Test
  void streamsPassSpringSecuritysFilters() throws Exception {
    HttpResponse<InputStream> stream = app.open("/cameras/cameras/safe/stream.mjpg", "ann", "pw");
    try (InputStream body = stream.body()) {
      assertThat(stream.statusCode()).isEqualTo(200);
      App.awaitParts(body, 5);
    }
  }

  @Test
  void thePageHasSpringSecuritysHeadersToo() throws Exception {
    assertThat(app.get("/cameras/", "ann", "pw").headers().firstValue("X-Frame-Options"))
        .hasValue("DENY");
  }

  @Test
  void whoHasNotLoggedInSeesNothingThoughTheAppLetsThemIn() throws Exception {
    assertThat(app.get("/cameras/cameras").statusCode()).isEqualTo(403);
    assertThat(app.get("/cameras/cameras/yard/snapshot.jpg").statusCode()).isEqualTo(403);
    assertThat(app.get("/cameras/cameras", "ann", "wrong").statusCode()).isEqualTo(401);
  }

  @Test
  void anonymousViewersSeeCamerasWithoutTagsWhereThatIsAllowed() throws Exception {
    try (App open =
        App.startGuarded(
            App.Server.TOMCAT,
            Guarded.class,
            App.with(CAMERAS, "framecast.security.allow-anonymous=true"))) {
      assertThat(open.get("/cameras/cameras").body())
          .contains("yard")
          .doesNotContain("safe", "lab");
      assertThat(open.get("/cameras/cameras/safe/snapshot.jpg").statusCode()).isEqualTo(404);
      assertThat(open.get("/cameras/cameras", "ann", "pw").body()).contains("safe");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithAccess extends Guarded {
    @Bean
    Access own() {
      return request -> CompletableFuture.completedFuture(Verdict.allowOnly("lab"));
    }
  }

  @Test
  void anAccessOfTheAppTakesItsPlace() throws Exception {
    try (App own = App.startGuarded(App.Server.TOMCAT, WithAccess.class, CAMERAS)) {
      assertThat(own.get("/cameras/cameras").body()).contains("lab").doesNotContain("yard");
    }
  }

  @Test
  void theServersFiguresAreForThoseWhoSeeAllCameras() throws Exception {
    assertThat(app.get("/cameras/metrics", "chief", "pw").body())
        .contains("framecast_viewers", "framecast_refused_total", "camera=\"lab\"");
    assertThat(app.get("/cameras/metrics", "ann", "pw").body())
        .contains("camera=\"safe\"")
        .doesNotContain("framecast_viewers", "framecast_refused_total", "lab");
    assertThat(app.get("/cameras/metrics").statusCode()).isEqualTo(403);
  }

  @Configuration(proxyBeanMethods = false)
  static class WithRules extends Guarded {
    @Bean
    HttpRules own() {
      return HttpRules.builder().hosts("cams.example.org").build();
    }
  }

  @Test
  void tagsThatNobodyLooksAtAreTold(CapturedOutput output) {
    App.start(CAMERAS).close();
    assertThat(output.getOut().split("nobody looks at", -1)).hasSize(2);
    App.startGuarded(App.Server.TOMCAT, WithRules.class, CAMERAS).close();
    assertThat(output.getOut().split("nobody looks at", -1)).hasSize(3);
    App.startGuarded(App.Server.TOMCAT, Guarded.class, CAMERAS).close();
    assertThat(output.getOut().split("nobody looks at", -1)).hasSize(3);
    assertThat(output).contains("safe", "lab");
  }
}
