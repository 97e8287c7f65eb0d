package dev.framecast.examples.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Stands in front of a camera, and does to its connections what networks and broken cameras do. All
 * methods may be called at any time.
 */
final class Relay implements AutoCloseable {
  /** What becomes of the bytes that the camera sends. */
  enum Mode {
    PASS,
    /** Held up, also those of new connections. */
    HOLD,
    /** One byte each half a second. */
    DRIP,
    /** Others in their place. */
    GARBAGE,
    /** In their place a header that has no end. */
    ENDLESS
  }

  /** Below those that the system gives out, so that the port is free when it is wanted again. */
  private static final int LOWEST_PORT = 15_000;

  private static final int PORTS = 15_000;
  private static final long LOOK_MILLIS = 20;
  private static final long DRIP_MILLIS = 500;

  private final int camera;
  private final int port;
  private final String endless;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Mode mode = Mode.PASS;
  private volatile ServerSocket server;

  /**
   * On 127.0.0.1.
   *
   * @param camera the camera's port
   * @param endless what begins a header that has no end
   */
  Relay(int camera, String endless) throws IOException {
    this.camera = camera;
    this.endless = endless;
    server = anywhere();
    port = server.getLocalPort();
    start(() -> accept(server));
  }

  private static ServerSocket anywhere() throws IOException {
    for (int tries = 0; tries < 100; tries++) {
      try {
        return listen(LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS), "127.0.0.1");
      } catch (BindException e) {
        // Taken: another one.
      }
    }
    throw new BindException("no port is free");
  }

  private static ServerSocket listen(int port, String address) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port), 50);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  int port() {
    return port;
  }

  void become(Mode next) {
    mode = next;
  }

  /** Nobody listens any more, and all connections are reset. */
  void refuse() throws IOException {
    server.close();
    reset();
  }

  /** Listens again, at that address. */
  void listen(String address) throws IOException {
    ServerSocket fresh = listen(port, address);
    server = fresh;
    start(() -> accept(fresh));
  }

  /** Ends all connections as a camera does that lost its power and came back. */
  void reset() throws IOException {
    for (Socket socket : sockets) {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
    }
    hangUp();
  }

  /** Ends all connections as after a goodbye. */
  void hangUp() throws IOException {
    List<Socket> open = List.copyOf(sockets);
    for (Socket socket : open) {
      socket.close();
    }
    sockets.removeAll(open);
  }

  /** From here on all that is sent is a header that has no end. */
  void flood() {
    mode = Mode.ENDLESS;
    for (Socket client : clients) {
      start(() -> flood(client));
    }
  }

  private void flood(Socket client) {
    try {
      header(client.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // Gone.
    }
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        sockets.add(socket);
        clients.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket to = new Socket(InetAddress.getLoopbackAddress(), camera)) {
      sockets.add(to);
      start(() -> requests(client, to));
      if (mode == Mode.ENDLESS) {
        header(client.getOutputStream());
      }
      answers(to.getInputStream(), client.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // Gone, which is anybody's right.
    }
    sockets.remove(client);
    clients.remove(client);
  }

  private void requests(Socket client, Socket to) {
    try (to) {
      client.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Gone.
    }
    sockets.remove(to);
  }

  private void header(OutputStream out) throws IOException, InterruptedException {
    byte[] line = ("X-More: " + "x".repeat(1_000) + "\r\n").getBytes(US_ASCII);
    out.write(endless.getBytes(US_ASCII));
    while (mode == Mode.ENDLESS && !isOver(LOOK_MILLIS)) {
      out.write(line);
    }
  }

  private void answers(InputStream in, OutputStream out) throws IOException, InterruptedException {
    byte[] bytes = new byte[1 << 14];
    for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      int sent = 0;
      while (sent < count) {
        switch (mode) {
          case PASS -> {
            out.write(bytes, sent, count - sent);
            sent = count;
          }
          case GARBAGE -> {
            byte[] garbage = new byte[count - sent];
            ThreadLocalRandom.current().nextBytes(garbage);
            out.write(garbage);
            sent = count;
          }
          case DRIP -> {
            out.write(bytes, sent++, 1);
            waitWhile(Mode.DRIP, DRIP_MILLIS);
          }
          case HOLD -> waitWhile(Mode.HOLD, LOOK_MILLIS);
          case ENDLESS -> waitWhile(Mode.ENDLESS, LOOK_MILLIS);
        }
      }
    }
  }

  private void waitWhile(Mode same, long millis) throws IOException, InterruptedException {
    for (long waited = 0; waited < millis && mode == same; waited += LOOK_MILLIS) {
      if (isOver(LOOK_MILLIS)) {
        throw new IOException("the test is over");
      }
    }
  }

  private boolean isOver(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    server.close();
    hangUp();
  }
}
