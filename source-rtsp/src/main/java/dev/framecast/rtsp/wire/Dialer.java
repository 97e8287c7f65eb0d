package dev.framecast.rtsp.wire;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Connects to cameras. */
public final class Dialer {
  private Dialer() {}

  /** Connects; ends by the deadline in {@link System#nanoTime()}'s scale. */
  public static Connection connect(
      Target target,
      boolean tunnel,
      CertificateTrust trust,
      Cancellation cancellation,
      long deadline)
      throws IOException {
    int port = target.portOr(tunnel);
    Socket plain = new Socket();
    try {
      cancellation.blocksOn(plain);
      InetAddress address = InetAddress.getByName(target.hostName());
      plain.connect(new InetSocketAddress(address, port), millis(deadline));
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(millis(deadline));
      Socket socket = target.isTls() ? TlsSocket.over(plain, trust, target, port) : plain;
      // Reading ends as if the camera had hung up; a farewell can still be written.
      cancellation.blocksOn(plain::shutdownInput);
      return new Connection(target, plain, socket);
    } catch (IOException e) {
      plain.close();
      throw cancellation.isCancelled() ? target.cancelled() : error(target, e);
    }
  }

  private static IOException error(Target target, IOException e) {
    if (e instanceof SourceException || e instanceof SocketTimeoutException) {
      return e;
    }
    return target.error(
        Kind.UNREACHABLE,
        e instanceof UnknownHostException ? "no such host" : "cannot connect: " + e.getMessage());
  }

  private static int millis(long deadline) {
    return (int) Math.max(1, Math.min(86_400_000, (deadline - System.nanoTime()) / 1_000_000));
  }
}
