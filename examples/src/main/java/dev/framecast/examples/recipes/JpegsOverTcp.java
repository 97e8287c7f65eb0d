package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.image.JpegSource;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A source with a connection of its own: JPEGs over TCP, each behind its length in four bytes. */
public final class JpegsOverTcp implements FrameSource {
  private static final int LONGEST = 16 << 20;
  private static final int MOST_SKIPPED = 30;

  private final String host;
  private final int port;

  /** The name is looked up, and the device connected to, by each session. */
  public JpegsOverTcp(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Serves a device that is not there: put in your own. */
  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("device", new JpegsOverTcp("192.168.0.20", 5000));
      MjpegServer.start(cameras, 8080).awaitClose();
    }
  }

  @Override
  public FrameSession open() {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) {
    return new Session(context); // at once: it is the first advance() that connects
  }

  // tag::session[]
  private final class Session implements FrameSession {
    private final Socket socket = new Socket();
    private final FrameSession jpegs; // checks JPEGs, and makes smaller ones of them
    private DataInputStream in = new DataInputStream(InputStream.nullInputStream());

    Session(SessionContext context) {
      jpegs = JpegSource.of(1_000, this::next).open(context);
    }

    @Override
    public boolean advance() throws IOException {
      if (!socket.isConnected()) {
        socket.connect(new InetSocketAddress(host, port), 5_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      }
      return jpegs.advance(); // calls next(), on this thread
    }

    private byte[] next() {
      try {
        byte[] jpeg = read();
        for (int skipped = 0; in.available() > 0 && skipped < MOST_SKIPPED; skipped++) {
          jpeg = read(); // there is a newer one
        }
        return jpeg;
      } catch (EOFException e) {
        throw new UncheckedIOException(
            new SourceException(SourceException.Kind.ENDED, "the device has ended the stream", e));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private byte[] read() throws IOException {
      int length = in.readInt();
      if (length < 1 || length > LONGEST) {
        throw new SourceException(
            SourceException.Kind.BROKEN, "a JPEG of " + length + " bytes: must be 1 to " + LONGEST);
      }
      byte[] jpeg = new byte[length];
      in.readFully(jpeg);
      return jpeg;
    }

    @Override
    public void cancel() { // any thread: what waits for the device ends with an exception
      jpegs.cancel();
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed all the same.
      }
    }

    @Override
    public void close() {
      cancel();
      jpegs.close();
    }

    // end::session[]
    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      jpegs.writeJpeg(rendition, slot);
    }

    @Override
    public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
      return jpegs.writeRaw(rendition, slot);
    }

    @Override
    public SessionInfo info() {
      return jpegs.info().toBuilder().fps(0).build(); // the device promises no rate
    }
  }
}
