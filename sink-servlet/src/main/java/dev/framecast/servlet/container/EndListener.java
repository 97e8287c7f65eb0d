package dev.framecast.servlet.container;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Hears that an asynchronous request is over, to whom it is all the same why. */
public interface EndListener extends AsyncListener {

  /**
   * On the container's thread; from here on its request and response may not be touched. May come
   * several times.
   *
   * @param completed whether it is completed; else the container wants that still
   */
  void over(boolean completed);

  @Override
  default void onComplete(AsyncEvent event) {
    over(true);
  }

  @Override
  default void onTimeout(AsyncEvent event) {
    over(false);
  }

  @Override
  default void onError(AsyncEvent event) {
    over(false);
  }

  @Override
  default void onStartAsync(AsyncEvent event) {}
}
