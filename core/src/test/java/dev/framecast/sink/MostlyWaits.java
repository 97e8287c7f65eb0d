package dev.framecast.sink;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test that takes seconds in some sink and computes little: where a module lets tests run side by
 * side, it runs beside the others of its class, but for those that lock the {@link #LOG}. It keeps
 * to a stage of its own and measures nothing that a busy machine changes.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = MostlyWaits.LOG, mode = ResourceAccessMode.READ)
public @interface MostlyWaits {
  /** What a server logs: of all that run in this JVM. */
  String LOG = "log of servers";
}
