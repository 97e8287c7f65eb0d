package dev.framecast.examples.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** A camera that sends Motion JPEG over HTTP, as well or badly as its switch says. */
final class HttpCamera implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 150;

  private final ServerSocket server;
  private final FaultSwitch faults;
  private final Jpegs jpegs;
  private final SplittableRandom random;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  HttpCamera(FaultSwitch faults, Jpegs jpegs, SplittableRandom random) throws IOException {
    this.faults = faults;
    this.jpegs = jpegs;
    this.random = random;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String uri() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/video.mjpg";
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        if (faults.is(Fault.REFUSE)) {
          reset(socket);
        } else {
          sockets.add(socket);
          SplittableRandom own = random.split();
          start(() -> serve(socket, own));
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket, SplittableRandom own) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
        line = in.readLine();
      }
      OutputStream out = socket.getOutputStream();
      if (faults.is(Fault.LOGIN)) {
        write(out, "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n");
        return;
      }
      write(out, "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n");
      boolean more = true;
      for (int i = 0; more; i++) {
        faults.pause(INTERVAL_MILLIS, Fault.STALL);
        more = part(socket, out, i, own);
      }
    } catch (IOException | InterruptedException e) {
      // The other side went away, or this camera was closed.
    } finally {
      sockets.remove(socket);
    }
  }

  /** Returns whether the connection goes on. */
  private boolean part(Socket socket, OutputStream out, int number, SplittableRandom own)
      throws IOException, InterruptedException {
    Fault fault = faults.fault();
    byte[] jpeg = jpegs.get(fault == Fault.RESIZE ? number / 8 : 0, number);
    switch (fault) {
      case HANG -> faults.hangWhile(Fault.HANG);
      case THROW, LOGIN, REFUSE -> {
        return false;
      }
      case RESET -> {
        reset(socket);
        return false;
      }
      case GARBAGE -> {
        byte[] garbage = new byte[own.nextInt(1, 20_000)];
        own.nextBytes(garbage);
        out.write(garbage);
      }
      case BROKEN -> {
        byte[] none = new byte[2_000];
        own.nextBytes(none);
        write(out, none, none.length, none.length);
      }
      case CUT -> write(out, jpeg, own.nextInt(1, jpeg.length), jpeg.length);
      case DRIP -> {
        header(out, jpeg.length);
        for (int i = 0; i < jpeg.length && faults.is(Fault.DRIP); i += 50) {
          out.write(jpeg, i, Math.min(50, jpeg.length - i));
          out.flush();
          faults.pause(20, Fault.STALL);
        }
        return faults.is(Fault.DRIP);
      }
      default -> write(out, jpeg, jpeg.length, jpeg.length);
    }
    return true;
  }

  private static void write(OutputStream out, byte[] jpeg, int bytes, int announced)
      throws IOException {
    header(out, announced);
    out.write(jpeg, 0, bytes);
    write(out, "\r\n");
  }

  private static void header(OutputStream out, int length) throws IOException {
    write(out, "--b\r\nContent-Type: image/jpeg\r\nContent-Length: " + length + "\r\n\r\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(null, work, "soak-http-camera", 256 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    faults.set(Fault.NONE);
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
