package dev.framecast.spring;

import dev.framecast.Cameras;
import dev.framecast.access.Access;
import dev.framecast.http.HttpRules;
import dev.framecast.servlet.MjpegServlet;
import java.lang.System.Logger.Level;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.context.WebApplicationContext;

/** Serves the cameras in apps on servlets. */
@AutoConfiguration(after = FramecastAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Cameras.class)
@Import(FramecastServletAutoConfiguration.Unguarded.class)
public final class FramecastServletAutoConfiguration {
  private static final String SERVLET = "framecastServlet";

  /** Called by Spring. */
  public FramecastServletAutoConfiguration() {}

  /**
   * What the servlet goes by; also for the app's own controllers with {@code MjpegStream.write}.
   */
  @Bean
  @ConditionalOnMissingBean
  HttpRules framecastHttpRules(FramecastProperties properties, ObjectProvider<Access> access) {
    HttpRules.Builder rules = properties.rules();
    access.ifAvailable(rules::access);
    return rules.build();
  }

  /** Mounted at once, not at the first request: streams of controllers end with it, too. */
  @Bean
  @ConditionalOnMissingBean(
      value = MjpegServlet.class,
      parameterizedContainer = ServletRegistrationBean.class)
  @ConditionalOnProperty(
      name = FramecastProperties.PREFIX + ".servlet.enabled",
      matchIfMissing = true)
  ServletRegistrationBean<FramecastServlet> framecastServlet(
      Cameras cameras, HttpRules rules, FramecastProperties properties) {
    ServletRegistrationBean<FramecastServlet> mounted =
        new ServletRegistrationBean<>(new FramecastServlet(cameras, rules), properties.mapping());
    mounted.setName("framecast");
    mounted.setLoadOnStartup(1);
    return mounted;
  }

  @Bean
  StreamLifecycle framecastStreamLifecycle(WebApplicationContext app) {
    Object mounted = app.containsBean(SERVLET) ? app.getBean(SERVLET) : null;
    return new StreamLifecycle(
        app::getServletContext,
        mounted instanceof ServletRegistrationBean<?> registration
                && registration.getServlet() instanceof FramecastServlet ours
            ? ours
            : null);
  }

  /** Cameras that are meant for few are for everybody where nobody looks at their tags. */
  @Configuration(proxyBeanMethods = false)
  @Lazy(false)
  static final class Unguarded {
    Unguarded(HttpRules rules, ObjectProvider<FramecastCameras> cameras) {
      FramecastCameras configured = cameras.getIfAvailable();
      if (configured != null && rules.access() == Access.EVERYBODY) {
        List<String> ids = configured.idsWithTags();
        if (!ids.isEmpty()) {
          System.getLogger(FramecastCameras.class.getName())
              .log(
                  Level.WARNING,
                  "nobody looks at the tags of "
                      + String.join(", ", ids)
                      + ": there is no Spring Security, it is not enabled for cameras, or the"
                      + " app's own HttpRules have no access");
        }
      }
    }
  }
}
