package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  @Test
  void theWatchdogIsADaemonWithTheClassLoaderOfWhoeverMadeTheCameras() throws Exception {
    Thread here = Thread.currentThread();
    ClassLoader mine = here.getContextClassLoader();
    ClassLoader theirs = new ClassLoader(mine) {};
    here.setContextClassLoader(theirs);
    try (Supervisor supervisor = new Supervisor()) {
      here.setContextClassLoader(mine); // of the web app that the first viewer asks
      FutureTask<Thread> visit = new FutureTask<>(Thread::currentThread);
      assertThat(supervisor.soon(visit).get(10, TimeUnit.SECONDS)).isNull();
      Thread watchdog = visit.get();
      assertThat(watchdog.getName()).isEqualTo("framecast-watchdog");
      assertThat(watchdog.isDaemon()).isTrue();
      assertThat(watchdog.getContextClassLoader()).isSameAs(theirs);
      assertThat(supervisor.isWatchdog(watchdog)).isTrue();
      assertThat(supervisor.isWatchdog(here)).isFalse();
    } finally {
      here.setContextClassLoader(mine);
    }
  }
}
