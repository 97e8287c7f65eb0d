package dev.framecast.encode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Makes the renditions of one camera's pictures. A source that has pictures but no encoder of its
 * own uses {@link #installed()}: framecast-source-rtsp brings one by FFmpeg, which needs half or a
 * third of the time that the JDK and OpenCV take. Whoever has something better, such as a graphics
 * card, registers a {@link Provider}.
 *
 * <p>Owned by one thread, which is blocked while it encodes. {@link #close()} frees native memory;
 * on the same thread.
 */
public interface RenditionEncoder extends AutoCloseable {

  /** A service, found with {@link ServiceLoader}. */
  interface Provider {

    /** A new encoder. May load native libraries, and so take a second the first time. */
    RenditionEncoder open();
  }

  /**
   * The first one that is installed and works; empty if there is none.
   *
   * <p>May block for as long as native libraries take to load.
   */
  static Optional<RenditionEncoder> installed() {
    Iterator<Provider> providers =
        ServiceLoader.load(Provider.class, Provider.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return Optional.empty();
        }
        return Optional.of(providers.next().open()); // null is an exception, too
      } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
        System.getLogger(RenditionEncoder.class.getName())
            .log(Level.DEBUG, "an encoder that is installed does not load", e);
      }
    }
  }

  /**
   * Appends the picture to the slot, scaled down to the rendition's width if it is wider.
   *
   * <p>An encoder need not know of {@link FrameSlot#turn()} and {@link FrameSlot#crop()}: what it
   * writes is then turned and cut afterwards. One that does so in a conversion of its own says that
   * with {@link FrameSlot#turned}; the rendition's width is then that of all of the picture before
   * it is turned. So it is for {@link #scale}.
   *
   * @throws IOException when the encoder fails; the slot's content is then of no use
   */
  void encode(RawPicture picture, Rendition rendition, FrameSlot slot) throws IOException;

  /**
   * Appends the JPEG to the slot in that rendition: decoded, at reduced size where that will do,
   * and encoded anew. Standard Huffman tables may be missing. The buffer's position and limit stay.
   *
   * @param jpeg a whole baseline JPEG, direct or on the heap
   * @param width pixels of that JPEG
   * @throws IOException when the JPEG does not decode
   */
  void scale(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot slot) throws IOException;

  @Override
  void close();
}
