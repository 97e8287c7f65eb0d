package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.source.image.TestPatternSource;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
  @Test
  void aSnapshotIsAPictureInAFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.jpg");
    SnapshotToFile.main(new String[] {file.toString()});
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(1280);
  }

  @Test
  void aPipelineOfOnesOwnServesCamerasBesideTheApp() throws Exception {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (Cameras cameras = new Cameras()) {
      cameras.add("test", TestPatternSource.of(160, 90, 10));
      Channel server = OwnPipeline.start(cameras, loops, 0);
      String base = "http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
      assertThat(status(base + "/cams/cameras/test/snapshot.jpg")).isEqualTo(200);
      assertThat(status(base + "/else")).isEqualTo(204);
    } finally {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void aSchemeOfOnesOwnIsAddedByItsAddress() {
    try (Cameras cameras = new Cameras()) {
      assertThat(cameras.add("paris", "clock:Europe/Paris#fps=2").status().kind()).isNotEmpty();
      assertThatThrownBy(() -> cameras.add("x", "clock:Nowhere"))
          .hasMessage("a clock address must be clock:ZONE, such as clock:Europe/Paris");
      assertThatThrownBy(() -> cameras.add("x", "clock:Europe/Paris#titel=x"))
          .hasMessage("setting \"titel\": must be one of fps, title");
    }
  }

  private static int status(String uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void theCustomSourceDraws() {
    assertThat(CustomSource.draw().getWidth()).isEqualTo(320);
  }
}
