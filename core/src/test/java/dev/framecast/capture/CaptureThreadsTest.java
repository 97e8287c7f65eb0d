package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CaptureThreadsTest {
  @Test
  void theWatchdogIsADaemonWithTheClassLoaderOfWhoeverMadeTheCameras() throws Exception {
    Thread here = Thread.currentThread();
    ClassLoader mine = here.getContextClassLoader();
    ClassLoader theirs = new ClassLoader(mine) {};
    here.setContextClassLoader(theirs);
    try (CaptureThreads threads = new CaptureThreads()) {
      here.setContextClassLoader(mine); // of the web app that the first viewer asks
      FutureTask<Thread> visit = new FutureTask<>(Thread::currentThread);
      assertThat(threads.watchdog.after(0, visit).get(10, TimeUnit.SECONDS)).isNull();
      Thread watchdog = visit.get();
      assertThat(watchdog.getName()).isEqualTo("framecast-watchdog");
      assertThat(watchdog.isDaemon()).isTrue();
      assertThat(watchdog.getContextClassLoader()).isSameAs(theirs);
      assertThat(threads.watchdog.isThread(watchdog)).isTrue();
      assertThat(threads.watchdog.isThread(here)).isFalse();
    } finally {
      here.setContextClassLoader(mine);
    }
  }
}
