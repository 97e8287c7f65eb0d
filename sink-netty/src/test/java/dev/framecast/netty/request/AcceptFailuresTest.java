package dev.framecast.netty.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class AcceptFailuresTest {
  private final List<String> said = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          said.add(record.getMessage() + " " + List.of(record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @Test
  void aShortageOfDescriptorsIsToldOnceThoughNettyTriesEachSecond() {
    Logger log = Logger.getLogger("dev.framecast.netty.MjpegServer");
    log.addHandler(handler);
    try {
      EmbeddedChannel listening = new EmbeddedChannel(new AcceptFailures());
      for (int second = 0; second < 5; second++) {
        listening.pipeline().fireExceptionCaught(new IOException("too many open files"));
      }
      listening.checkException(); // none has come to the end of the pipeline
      assertThat(said).singleElement().asString().contains("accepted", "too many open files");
      assertThat(listening.finish()).isFalse();
    } finally {
      log.removeHandler(handler);
    }
  }
}
