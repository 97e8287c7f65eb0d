package dev.framecast.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Before Boot's own, which print the values of what they cannot bind, passwords included. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    if (!BindProblems.isOurs(cause)) {
      return null;
    }
    return new FailureAnalysis(
        "The configuration of framecast cannot be used:\n\n    "
            + BindProblems.describe(cause).replace("\n", "\n    "),
        "Correct these properties in the application's configuration.",
        cause);
  }
}
