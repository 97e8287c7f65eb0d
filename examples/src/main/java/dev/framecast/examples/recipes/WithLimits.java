package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.http.HttpRules;
import dev.framecast.http.Limits;
import dev.framecast.netty.MjpegServer;
import dev.framecast.servlet.MjpegServlet;
import java.io.IOException;

/** How many may watch. */
public final class WithLimits {
  private WithLimits() {}

  static MjpegServer server(Cameras cameras, int port) throws IOException {
    // tag::netty[]
    Limits limits = Limits.builder().viewers(500).viewersPerAddress(20).build();
    return MjpegServer.builder(cameras).port(port).limits(limits).start();
    // end::netty[]
  }

  static MjpegServlet servlet(Cameras cameras, Limits limits) {
    // tag::servlet[]
    return new MjpegServlet(cameras, HttpRules.builder().limits(limits).build());
    // end::servlet[]
  }
}
