package dev.framecast.servlet;

import dev.framecast.servlet.container.Completion;
import dev.framecast.servlet.container.Container;
import jakarta.servlet.ServletRequest;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The end of a response whose client takes nothing. A mere complete() would have Tomcat hold a
 * thread for the rest of the bytes, so the container is made to end it at once. On the thread that
 * writes.
 */
final class ForcedEnd {
  private final Container container;
  private final ServletRequest request;
  private final Completion completion;
  private final ReentrantLock writing;
  private final ResponseWriter response;

  ForcedEnd(
      Container container,
      ServletRequest request,
      Completion completion,
      ReentrantLock writing,
      ResponseWriter response) {
    this.container = container;
    this.request = request;
    this.completion = completion;
    this.writing = writing;
    this.response = response;
  }

  /** Ends it, with its web app. */
  void end() {
    if (container.endsWhatIsCompleted()) {
      writing.lock();
      try {
        hearOfTheEnd();
      } finally {
        writing.unlock();
      }
      completion.complete();
    } else {
      cutOr(completion::complete); // not dispatched: the app would run once more, at its end
    }
  }

  /**
   * Cuts it.
   *
   * @param otherwise how it ends where the container cannot be made to
   */
  void cutOr(Runnable otherwise) {
    boolean cut;
    writing.lock();
    try {
      // Once the container has said that it is over, its objects may be of another request.
      hearOfTheEnd();
      cut = response.isLost() || container.cut(request);
    } finally {
      writing.unlock();
    }
    if (!cut) {
      otherwise.run();
    } else if (!container.completesWhatIsCut()) {
      completion.complete();
    }
  }

  /** Also where no listener is told. */
  private void hearOfTheEnd() {
    if (!response.isLost()) {
      container.whenOver(request, () -> response.over(true));
    }
  }
}
