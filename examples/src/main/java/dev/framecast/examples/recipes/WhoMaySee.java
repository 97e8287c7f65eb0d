package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.access.Access;
import dev.framecast.access.BasicAccess;
import dev.framecast.access.PasswordHash;
import dev.framecast.access.SignedAddresses;
import dev.framecast.access.Verdict;
import dev.framecast.http.HttpRules;
import dev.framecast.netty.MjpegServer;
import dev.framecast.servlet.MjpegServlet;
import java.io.IOException;
import java.time.Duration;

/** Passwords for people, addresses that expire for others, and a container's own login. */
public final class WhoMaySee {
  private WhoMaySee() {}

  // tag::access[]
  static MjpegServer serve(
      Cameras cameras, String annsHash, String guestsHash, SignedAddresses signed)
      throws IOException {
    Access people =
        BasicAccess.builder()
            .user("ann", PasswordHash.parse(annsHash)) // ./wall --hash-password makes one
            .user("guest", PasswordHash.parse(guestsHash), Verdict.allowOnly("door", "yard"))
            .build();
    return MjpegServer.builder(cameras).access(Access.anyOf(people, signed)).start();
  }

  /** For a page of one's own, or a mail: good for an hour, and for the door alone. */
  static String image(MjpegServer server, SignedAddresses signed) {
    String address = server.uri() + signed.stream("door", Duration.ofHours(1));
    return "<img src=\"" + address.replace("&", "&amp;") + "\">";
  }

  // end::access[]
  // tag::role[]
  static MjpegServlet forViewers(Cameras cameras) {
    return new MjpegServlet(cameras, HttpRules.builder().access(Access.role("viewer")).build());
  }
  // end::role[]
}
