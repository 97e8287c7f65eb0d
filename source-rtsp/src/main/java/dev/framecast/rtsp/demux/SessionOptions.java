package dev.framecast.rtsp.demux;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.HostNames;
import dev.framecast.rtsp.client.Memory;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.rtsp.wire.RtpTransport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a session shall connect, and what it does with what comes.
 *
 * @param client how to talk to an RTSP camera
 * @param memory what was learnt of it
 * @param cameraClock whether pictures have the camera's time, and not that of their arrival
 * @param deinterlace whether what is flagged as interlaced is shown without combs
 * @param lowestVariant whether to take the variant of HLS with the fewest bits a second
 * @param extra FFmpeg's own options
 */
public record SessionOptions(
    ClientOptions client,
    Memory memory,
    Duration timeout,
    Duration keyFrameWait,
    boolean loop,
    boolean cameraClock,
    boolean deinterlace,
    boolean lowestVariant,
    Map<String, String> extra) {

  /** For a camera over TCP. */
  public static SessionOptions overTcp(Duration timeout) {
    return new SessionOptions(
        new ClientOptions(
            List.of(RtpTransport.TCP),
            timeout.toNanos(),
            ClientOptions.USER_AGENT,
            CertificateTrust.ofSystem(),
            new HostNames(InetAddress::getAllByName),
            ClientOptions.MIN_PORT,
            ClientOptions.MAX_PORT),
        new Memory(),
        timeout,
        timeout,
        false,
        false,
        true,
        false,
        Map.of());
  }
}
