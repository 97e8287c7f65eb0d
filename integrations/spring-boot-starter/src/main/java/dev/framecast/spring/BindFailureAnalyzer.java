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
    String problems = BindProblems.describe(cause);
    return new FailureAnalysis(
        "The configuration of framecast cannot be used:\n\n    " + problems.replace("\n", "\n    "),
        "Correct these properties in the application's configuration.",
        // In place of the cause, which Boot logs for those who ask for more, values included.
        InvalidPropertyException.saying(problems, cause.getName().toString()));
  }
}
