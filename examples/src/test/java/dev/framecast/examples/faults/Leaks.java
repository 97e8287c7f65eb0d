package dev.framecast.examples.faults;

import dev.framecast.frame.FrameBuffer;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/** What this process holds, by Linux's /proc and by the JVM's word. */
final class Leaks {

  private Leaks() {}

  /**
   * What the process holds at one moment.
   *
   * @param direct bytes of direct buffers
   * @param pointers bytes that JavaCPP has given out
   */
  record Held(int threads, int descriptors, long direct, long pointers) {
    static Held now() throws IOException {
      long direct =
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .filter(pool -> pool.getName().equals("direct"))
              .mapToLong(BufferPoolMXBean::getMemoryUsed)
              .sum();
      return new Held(
          ManagementFactory.getThreadMXBean().getThreadCount(),
          descriptorLinks().size(),
          direct,
          Pointer.totalBytes());
    }
  }

  /** Resident memory in KiB. */
  static long residentKib() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
  }

  /** The descriptors, each with what it is of. */
  static Set<String> descriptorLinks() throws IOException {
    Set<String> links = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          links.add(descriptor.getFileName() + " " + Files.readSymbolicLink(descriptor));
        } catch (NoSuchFileException e) {
          // Closed meanwhile, such as that of the list itself.
        }
      }
    }
    return links;
  }

  /** Threads that work for that camera. */
  static long threads(String id) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("framecast-" + id + "-") || name.equals("webcam-" + id))
        .count();
  }

  /** Connections of this process to that port. */
  static int connections(int port) throws IOException {
    Set<String> ours = new HashSet<>();
    for (String link : descriptorLinks()) {
      ours.add(link.replaceFirst("^\\d+ ", ""));
    }
    String remote = String.format(":%04X", port);
    int count = 0;
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[2].endsWith(remote) && ours.contains("socket:[" + fields[9] + "]")) {
          count++;
        }
      }
    }
    return count;
  }

  /**
   * Slots of a camera's ring that are held though nobody reads any more. Those that were added for
   * readers who took their time are let go of after some hundred frames.
   */
  static int slots(FrameBuffer frames) {
    int held = 0;
    for (Object slot : (List<?>) field(field(frames, "ring"), "slots")) {
      held += (int) field(slot, "pins") != 0 ? 1 : 0;
    }
    return held;
  }

  private static Field declared(Class<?> in, String name) throws NoSuchFieldException {
    try {
      return in.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      if (in.getSuperclass() == null) {
        throw e;
      }
      return declared(in.getSuperclass(), name);
    }
  }

  private static Object field(Object of, String name) {
    try {
      Field field = declared(of.getClass(), name);
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
