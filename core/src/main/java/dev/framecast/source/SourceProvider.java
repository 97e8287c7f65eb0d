package dev.framecast.source;

import java.util.ServiceLoader;
import java.util.Set;

/**
 * Makes sources of addresses with a scheme of its own, so that {@link FrameSources#of} and {@code
 * cameras.add("door", "rtsp://...")} understand them. Found with {@link ServiceLoader}: the class
 * is public, has a public constructor without parameters, and its name stands in {@code
 * META-INF/services/dev.framecast.source.SourceProvider}, or behind {@code provides} in a
 * module-info.
 *
 * <p>A new provider is made for each address; so it has no state, and its constructor does nothing.
 * All methods are called on the thread of whoever wants a source, and must return at once.
 */
public interface SourceProvider {

  /**
   * {@return the schemes that this provider knows, such as {@code rtsp}: a lower-case letter, then
   * letters, digits, dots, hyphens and plus signs; two characters at least} No other provider may
   * know the same, unless the two share it by {@link #takes}.
   */
  Set<String> schemes();

  /**
   * {@return whether this provider is the one for an address} Asked where several know its scheme,
   * such as {@code http}: of these exactly one should say so. It may read settings.
   *
   * @param address begins with one of the {@link #schemes()}
   */
  default boolean takes(SourceAddress address) {
    return true;
  }

  /**
   * {@return the source that an address stands for, not connected} Reads each setting that it
   * knows: those that it has not read when it returns are refused.
   *
   * @param address begins with one of the {@link #schemes()}
   * @throws IllegalArgumentException when the address cannot be understood. The message says what
   *     would be right and is shown to people as it is; it should repeat nothing of the address,
   *     any part of which may be one of a password
   */
  FrameSource create(SourceAddress address);
}
