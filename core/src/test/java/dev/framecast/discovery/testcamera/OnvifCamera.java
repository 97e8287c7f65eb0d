package dev.framecast.discovery.testcamera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A scripted ONVIF camera at an address of the loopback interface, or in a network namespace of its
 * own: it answers probes that come there, and calls, and misbehaves as its script says.
 */
public final class OnvifCamera implements AutoCloseable {
  /** What WS-Discovery has. */
  public static final int PORT = 3702;

  private static final byte[] GROUP = {(byte) 239, (byte) 255, (byte) 255, (byte) 250};

  private final OnvifScript script;
  private final DatagramChannel probes;
  private final DatagramChannel answers;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * A camera that answers.
   *
   * @param host of 127.0.0.0/8, or that of another interface
   * @param port where probes come
   */
  public OnvifCamera(String host, int port, OnvifScript script) {
    this.script = script;
    try {
      InetAddress own = InetAddress.getByName(host);
      NetworkInterface network =
          NetworkInterface.getByInetAddress(
              own.isLoopbackAddress() ? InetAddress.getLoopbackAddress() : own);
      server =
          script.tls == null
              ? new ServerSocket(0, 50, own)
              : script.tls.getServerSocketFactory().createServerSocket(0, 50, own);
      answers = DatagramChannel.open(StandardProtocolFamily.INET);
      answers.bind(new InetSocketAddress(own, 0));
      probes = DatagramChannel.open(StandardProtocolFamily.INET);
      probes.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      probes.bind(new InetSocketAddress(port));
      probes.join(InetAddress.getByAddress(GROUP), network);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    script.service =
        (script.tls == null ? "http://" : "https://")
            + host
            + ":"
            + server.getLocalPort()
            + "/onvif/device_service";
    start(this::answerProbes);
    start(this::accept);
  }

  /** Of the device service, at the address where it really is. */
  public int port() {
    return server.getLocalPort();
  }

  /** What was called so far, such as GetProfiles. */
  public List<String> calls() {
    return calls;
  }

  /** The heads of all requests, and of their SOAP headers. */
  public List<String> heads() {
    return heads;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "onvif-camera");
    thread.setDaemon(true);
    thread.start();
  }

  private boolean isLoopback() {
    return server.getInetAddress().isLoopbackAddress();
  }

  private void answerProbes() {
    ByteBuffer buffer = ByteBuffer.allocate(65_536);
    try {
      while (true) {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) probes.receive(buffer);
        if (from.getAddress().isLoopbackAddress() != isLoopback()) {
          continue;
        }
        String probe = UTF_8.decode(buffer.flip()).toString();
        for (byte[] answer : script.probeAnswers(probe)) {
          answers.send(ByteBuffer.wrap(answer), from);
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      byte[] bytes = new byte[4096];
      while (!isWhole(read.toString(ISO_8859_1))) {
        int count = in.read(bytes);
        if (count < 0) {
          return;
        }
        read.write(bytes, 0, count);
      }
      String text = read.toString(UTF_8);
      int body = text.indexOf("\r\n\r\n") + 4;
      OnvifScript.Call call = new OnvifScript.Call(text.substring(0, body), text.substring(body));
      calls.add(call.name());
      heads.add(call.head() + call.soapHeader());
      if (script.hangsUpAt != null && text.contains(script.hangsUpAt)) {
        return;
      }
      if (script.silent.contains(call.name())) {
        closed.await();
        return;
      }
      byte[] answer = script.answer(call);
      int each = script.slow.contains(call.name()) ? 1 : answer.length;
      for (int at = 0; at < answer.length; at += each) {
        socket.getOutputStream().write(answer, at, each);
        if (each == 1 && closed.await(50, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (IOException e) {
      // The other side has seen enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isWhole(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String length = text.substring(0, end).replaceFirst("(?is).*content-length: *(\\d+).*", "$1");
    return text.length() >= end + 4 + Integer.parseInt(length);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      probes.close();
      answers.close();
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
