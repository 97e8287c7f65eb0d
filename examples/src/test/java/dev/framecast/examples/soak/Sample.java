package dev.framecast.examples.soak;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * What this process takes at one moment. What the system does not tell is -1.
 *
 * @param resident bytes of memory that are in use by the system's count
 * @param heap bytes in use, what is no longer needed included unless it was collected before
 * @param direct bytes in the JDK's direct buffers: rings are made of them
 * @param netty bytes that Netty has taken for its pools
 * @param javaCpp bytes that JavaCPP has allocated for FFmpeg's Java side
 * @param descriptors open files and sockets
 */
record Sample(
    long resident, long heap, long direct, long netty, long javaCpp, int threads, int descriptors) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  static final String HEADER = "resident,heap,direct,netty,javacpp,threads,descriptors";

  static Sample take() {
    return new Sample(
        readResident(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        readDirect(),
        PlatformDependent.usedDirectMemory(),
        Pointer.totalBytes(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        countDescriptors());
  }

  private static long readResident() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      // Not on Linux.
    }
    return -1;
  }

  private static long readDirect() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static int countDescriptors() {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return (int) open.count();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Sockets among the descriptors, or -1. */
  static long sockets() {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.filter(Sample::isSocket).count();
    } catch (IOException e) {
      return -1;
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  String csv() {
    return "%d,%d,%d,%d,%d,%d,%d"
        .formatted(resident, heap, direct, netty, javaCpp, threads, descriptors);
  }

  static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }

  @Override
  public String toString() {
    return "resident %s, heap %s, direct %s, Netty %s, JavaCPP %s, %d threads, %d descriptors"
        .formatted(
            mib(resident), mib(heap), mib(direct), mib(netty), mib(javaCpp), threads, descriptors);
  }
}
