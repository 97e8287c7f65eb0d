package dev.framecast.netty;

import dev.framecast.Cameras;
import dev.framecast.http.Limits;
import dev.framecast.sink.CrowdContract;
import java.io.IOException;

/** Netty's server has no container around it: all limits are its own. */
class CrowdTest extends CrowdContract {

  @Override
  protected CrowdedSink start(Cameras cameras, Limits limits) throws IOException {
    MjpegServer server = MjpegServer.builder(cameras).limits(limits).start();
    return new CrowdedSink() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public int connections() {
        return server.connections();
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}
