package dev.framecast.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Boot say in two lines, without a stack, which property keeps the app from starting. */
final class InvalidPropertyFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidPropertyException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertyException cause) {
    return new FailureAnalysis(
        "The configuration of framecast cannot be used:\n\n    " + cause.getMessage(),
        "Correct " + cause.property() + " in the application's configuration.",
        cause);
  }
}
