package dev.framecast.discovery.testcamera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Answers questions of multicast DNS for RTSP, from an address of the loopback interface. */
public final class DnsCamera implements AutoCloseable {
  private static final byte[] GROUP = {(byte) 224, 0, 0, (byte) 251};

  private final DatagramChannel questions;
  private final DatagramChannel answers;
  private final Function<byte[], List<byte[]>> answer;

  /**
   * A camera that answers.
   *
   * @param answer of a question
   */
  public DnsCamera(String host, int port, UnaryOperator<byte[]> answer) {
    this(answer.andThen(List::of), host, port);
  }

  /** One that answers more than once. */
  public DnsCamera(Function<byte[], List<byte[]>> answer, String host, int port) {
    this.answer = answer;
    try {
      answers = DatagramChannel.open(StandardProtocolFamily.INET);
      answers.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
      questions = DatagramChannel.open(StandardProtocolFamily.INET);
      questions.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      questions.bind(new InetSocketAddress(port));
      questions.join(
          InetAddress.getByAddress(GROUP),
          NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::run, "dns-camera");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocate(65_536);
    try {
      while (true) {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) questions.receive(buffer);
        if (from.getAddress().isLoopbackAddress()) {
          byte[] question = new byte[buffer.flip().remaining()];
          buffer.get(question);
          for (byte[] each : answer.apply(question)) {
            answers.send(ByteBuffer.wrap(each), from);
          }
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  /** As Avahi and Apple's answer it: the question, the name, and behind it all else. */
  public static byte[] answer(byte[] question, String name, int port, String... text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(question, 0, 2);
    out.writeBytes(new byte[] {(byte) 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 3});
    out.write(question, 12, question.length - 12);
    // What the question asks for is at 12; the name's labels, and a pointer to it.
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    label(target, name);
    target.writeBytes(new byte[] {(byte) 0xC0, 12});
    int at = out.size() + 12;
    record(out, new byte[] {(byte) 0xC0, 12}, 12, target.toByteArray());
    byte[] pointer = {(byte) (0xC0 | at >> 8), (byte) at};
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    for (String each : text) {
      label(strings, each);
    }
    record(out, pointer, 16, strings.toByteArray());
    ByteArrayOutputStream service = new ByteArrayOutputStream();
    service.writeBytes(new byte[] {0, 0, 0, 0, (byte) (port >> 8), (byte) port});
    label(service, "elsewhere");
    service.writeBytes(new byte[] {(byte) 0xC0, (byte) (12 + 1 + 5 + 1 + 4)}); // local
    record(out, pointer, 33, service.toByteArray());
    record(out, pointer, 1, new byte[] {10, 9, 8, 7});
    return out.toByteArray();
  }

  /** The same, where there is room for the name alone. */
  public static byte[] nameAlone(byte[] question, String name) {
    byte[] whole = answer(question, name, 1);
    whole[11] = 0; // no more records
    return whole;
  }

  /** What is known of the service that the question names. */
  public static byte[] service(byte[] question, int port, String... text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(question, 0, 2);
    out.writeBytes(new byte[] {(byte) 0x84, 0, 0, 1, 0, 2, 0, 0, 0, 0});
    out.write(question, 12, question.length - 12);
    byte[] pointer = {(byte) 0xC0, 12};
    record(out, pointer, 33, new byte[] {0, 0, 0, 0, (byte) (port >> 8), (byte) port, 0});
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    for (String each : text) {
      label(strings, each);
    }
    record(out, pointer, 16, strings.toByteArray());
    return out.toByteArray();
  }

  private static void record(ByteArrayOutputStream out, byte[] name, int type, byte[] data) {
    out.writeBytes(name);
    out.writeBytes(new byte[] {0, (byte) type, (byte) 0x80, 1, 0, 0, 0, 10});
    out.write(data.length >> 8);
    out.write(data.length);
    out.writeBytes(data);
  }

  private static void label(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  @Override
  public void close() {
    try {
      questions.close();
      answers.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
