package dev.framecast.rtsp.decode;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Pictures of MJPEG. They are handed on as they came; only the first ones are decoded to see
 * whether they can be: RTP (RFC 2435) leaves out the Huffman tables, and the JPEGs of cameras that
 * use others than the standard's come out as garbage that no later check could tell.
 */
public final class JpegPictures implements Pictures {
  private static final int TRIES = 10;
  private static final int MOST_HALVINGS = 3;

  private final Address address;
  private final Demuxer demuxer;
  private VideoDecoder decoder;
  private final Counters counters;
  private final Backlog backlog;
  private final SessionContext context;
  private ByteBuffer jpeg = ByteBuffer.allocate(0);
  private int width;
  private int height;
  private int halvings;
  private int tries;
  private boolean trusted;
  private boolean decoded;

  public JpegPictures(
      Address address,
      Demuxer demuxer,
      VideoDecoder decoder,
      Counters counters,
      Backlog backlog,
      SessionContext context) {
    this.backlog = backlog;
    this.context = context;
    this.address = address;
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.counters = counters;
  }

  private long captured;

  @Override
  public boolean next() throws SourceException {
    while (demuxer.read()) {
      decoded = false;
      captured = demuxer.arrived() - demuxer.late();
      backlog.observe(demuxer.late());
      if (isJpeg() && (trusted || decode())) {
        trusted = true;
        return true;
      }
      counters.countDropped();
      context.dropped("a JPEG of the camera is cut off, too large or does not decode");
      if (!trusted && ++tries == TRIES) {
        throw new SourceException(
            Kind.UNSUPPORTED,
            address
                + ": the camera's JPEGs do not decode (over RTP only the standard Huffman tables"
                + " work); set the camera to H.264");
      }
    }
    return false;
  }

  private boolean isJpeg() throws SourceException {
    AVPacket packet = demuxer.packet();
    jpeg = packet.data().capacity(packet.size()).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    int header = JpegHeader.find(jpeg);
    if (header == JpegHeader.NONE || !JpegHeader.isWhole(jpeg)) {
      return false;
    }
    if (JpegHeader.width(jpeg, header) == 0 || JpegHeader.height(jpeg, header) == 0) {
      setSize(header);
    }
    width = JpegHeader.width(jpeg, header);
    height = JpegHeader.height(jpeg, header);
    return (long) width * height <= context.maxPixels();
  }

  /** RTP's byte for each side ends at 2040 pixels; beyond, the size stands elsewhere or nowhere. */
  private void setSize(int header) throws SourceException {
    int knownWidth = demuxer.parameters().width();
    int knownHeight = demuxer.parameters().height();
    if (knownWidth == 0 || knownHeight == 0) {
      throw new SourceException(
          Kind.UNSUPPORTED,
          address
              + ": MJPEG over RTP cannot tell sizes beyond 2040 pixels;"
              + " set the camera to H.264 or a smaller picture");
    }
    JpegHeader.setSize(jpeg, header, knownWidth, knownHeight);
  }

  private boolean decode() throws SourceException {
    fitDecoder();
    decoded = decoder.send(demuxer.packet(), 0) && decoder.receive() && decoder.isWhole();
    if (decoded) {
      counters.countDecoded();
    }
    return decoded;
  }

  /** Nobody sees more pixels than the widest rendition has. */
  private int fitting() {
    int wanted = context.wantedWidth();
    int fitting = 0;
    while (wanted > 0 && fitting < MOST_HALVINGS && width >> (fitting + 1) >= wanted) {
      fitting++;
    }
    return fitting;
  }

  private void fitDecoder() throws SourceException {
    int fitting = fitting();
    if (fitting != halvings) {
      VideoDecoder next =
          new VideoDecoder(address, demuxer.parameters(), context.maxPixels(), 1, fitting);
      decoder.close();
      decoder = next;
      halvings = fitting;
    }
  }

  @Override
  public long time() {
    return demuxer.nanos(demuxer.packet().pts());
  }

  @Override
  public long captured() {
    return captured;
  }

  @Override
  public void cameAt(long nanos) {
    captured = nanos;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public boolean passThrough(Rendition rendition, FrameSlot slot) {
    if (!rendition.isMetBySource(width)) {
      return false;
    }
    slot.passThrough(jpeg.rewind());
    return true;
  }

  @Override
  public AVFrame decoded() throws IOException {
    // Somebody may want more of it than anybody did when it was decoded.
    boolean enough = decoded && halvings <= fitting();
    if (!enough && !decode()) {
      counters.countDropped();
      throw new IOException(address + ": a JPEG of the camera does not decode");
    }
    return decoder.picture();
  }

  @Override
  public void close() {
    decoder.close();
  }
}
