package dev.framecast.fuzz;

import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Targets by the names of their classes. */
final class FuzzTargets {
  private FuzzTargets() {}

  static FuzzTarget of(String className) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
    constructor.setAccessible(true);
    return (FuzzTarget) constructor.newInstance();
  }

  /** For {@code .ci/fuzz}: writes a target's seeds into a folder, and prints its longest input. */
  public static void main(String[] args) throws Exception {
    FuzzTarget target = of(args[0]);
    for (Map.Entry<String, byte[]> seed : target.seeds().entrySet()) {
      Files.write(Path.of(args[1], seed.getKey()), seed.getValue());
    }
    System.out.println(target.longest());
    System.exit(0); // whatever threads the target has
  }
}
