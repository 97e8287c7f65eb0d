package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.Rendition;
import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.servlet.container.Container;
import dev.framecast.sink.Await;
import dev.framecast.sink.Pictures;
import dev.framecast.sink.ScriptedSource;
import dev.framecast.sink.SinkStage;
import dev.framecast.stream.StreamOptions;
import dev.framecast.stream.ViewerStream;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What our own code allocates a frame, in a container that allocates nothing. */
@Isolated("other tests have threads of the same name")
class GarbageTest {
  private static final int VIEWERS = 10;

  /** Bytes a delivered frame. */
  private static final double BOUND = 200;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final byte[] jpeg = Pictures.small(64);

  private static final class Output extends ReadyOutput {
    private final AtomicInteger flushed = new AtomicInteger();

    @Override
    public void flush() {
      flushed.incrementAndGet();
    }
  }

  private static <T> T fake(Class<T> type, Function<String, Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.apply(method.getName())));
  }

  private static Viewer viewer(Camera camera, FrameThread thread, Output out) throws IOException {
    ServletContext context = fake(ServletContext.class, method -> null);
    ServletRequest request = fake(ServletRequest.class, method -> context);
    AsyncContext async =
        fake(AsyncContext.class, method -> method.equals("getRequest") ? request : null);
    HttpAnswer.CameraView view =
        new HttpAnswer.CameraView(camera, Rendition.SOURCE, 0, MjpegWriters.forImages());
    Viewer viewer =
        new Viewer(
            thread,
            async,
            out,
            new ViewerStream<>(thread.fanOut(), new HttpAnswer.Stream(List.of(view))));
    viewer.listen();
    viewer.onWritePossible();
    return viewer;
  }

  @Test
  void aDeliveredFrameMakesLittleGarbage() throws IOException {
    try (Cameras cameras = new Cameras()) {
      ScriptedSource source = new ScriptedSource();
      Camera camera = cameras.add("door", source, SinkStage.PATIENT);
      FrameThread thread = new FrameThread(Container.OTHER, StreamOptions.DEFAULT);
      List<Output> outputs = Stream.generate(Output::new).limit(VIEWERS).toList();
      List<Viewer> viewers = new ArrayList<>();
      for (Output output : outputs) {
        viewers.add(viewer(camera, thread, output));
      }
      show(source, outputs, 500);
      int frames = 1_000;
      long before = allocated();
      show(source, outputs, frames);
      double each = (double) (allocated() - before) / frames / VIEWERS;
      viewers.forEach(viewer -> thread.execute(viewer::endNow));
      assertThat(each).as("bytes a delivered frame, of the thread that writes").isLessThan(BOUND);
    }
  }

  private void show(ScriptedSource source, List<Output> outputs, int frames) {
    for (int i = 0; i < frames; i++) {
      int before = least(outputs);
      source.show(jpeg);
      Await.until("a frame", () -> least(outputs) > before);
    }
  }

  private static int least(List<Output> outputs) {
    return outputs.stream().mapToInt(output -> output.flushed.get()).min().orElseThrow();
  }

  private static long allocated() {
    return Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
        .filter(info -> info != null && info.getThreadName().equals("framecast-servlet"))
        .mapToLong(info -> THREADS.getThreadAllocatedBytes(info.getThreadId()))
        .sum();
  }
}
