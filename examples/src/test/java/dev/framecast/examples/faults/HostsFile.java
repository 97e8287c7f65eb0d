package dev.framecast.examples.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** The names that this JVM knows ({@code -Djdk.net.hosts.file}), in place of the machine's. */
final class HostsFile {
  /** Addresses by name. Guarded by this. */
  private final Map<String, String> names = new TreeMap<>(Map.of("localhost", "127.0.0.1"));

  private final Path file;

  HostsFile(Path file) throws IOException {
    this.file = file;
    write();
  }

  synchronized void put(String name, String address) throws IOException {
    names.put(name, address);
    write();
  }

  synchronized void remove(String name) throws IOException {
    names.remove(name);
    write();
  }

  private void write() throws IOException {
    StringBuilder lines = new StringBuilder();
    names.forEach((name, address) -> lines.append(address).append(' ').append(name).append('\n'));
    // Moved into place, so that nobody reads half of it.
    Path next = Files.writeString(Path.of(file + ".new"), lines);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
