package dev.framecast.spring;

import dev.framecast.Cameras;
import dev.framecast.access.Access;
import dev.framecast.http.HttpRules;
import dev.framecast.servlet.MjpegServlet;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Serves the cameras in apps on servlets. */
@AutoConfiguration(after = FramecastAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Cameras.class)
public final class FramecastServletAutoConfiguration {

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
  @ConditionalOnBean(name = "framecastServlet")
  StreamLifecycle framecastStreamLifecycle(
      @Qualifier("framecastServlet") ServletRegistrationBean<FramecastServlet> mounted) {
    return new StreamLifecycle(Objects.requireNonNull(mounted.getServlet()));
  }
}
