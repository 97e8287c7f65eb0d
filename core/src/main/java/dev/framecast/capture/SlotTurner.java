package dev.framecast.capture;

import dev.framecast.encode.JpegScaler;
import dev.framecast.encode.PixelWriter;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Exif;
import dev.framecast.jpeg.LosslessTurn;
import dev.framecast.jpeg.Turn;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a session wrote without turning it: JPEGs that are passed through without loss, where
 * their edges allow it, else by decoding and encoding them; pixels one by one. Confined to one
 * capture thread.
 */
final class SlotTurner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SlotTurner.class.getName());

  /** Holds all coefficients of a picture. */
  private @Nullable LosslessTurn lossless;

  /** The JPEG before it is decoded. */
  private @Nullable FrameSlot copy;

  private @Nullable RenditionEncoder encoder;
  private @Nullable JpegScaler scaler;

  /** Whether there is no encoder that turns what it writes. */
  private boolean isUseless;

  private final Supplier<Optional<RenditionEncoder>> encoders;
  private final LongAdder decodedCount;

  /**
   * Has no encoder yet.
   *
   * @param encoders gives one that an app has installed
   * @param decodedCount is told of each picture that is decoded here
   */
  SlotTurner(Supplier<Optional<RenditionEncoder>> encoders, LongAdder decodedCount) {
    this.encoders = encoders;
    this.decodedCount = decodedCount;
  }

  /**
   * Turns the JPEG in the slot.
   *
   * @param width its own, in pixels
   * @return whether that changed it
   * @throws IOException when it does not decode
   */
  boolean turnJpeg(FrameSlot slot, int width, Rendition rendition, PictureTurn wanted, long most)
      throws IOException {
    if (slot.isTurned()) {
      wanted.took(slot.turn());
      return false;
    }
    ByteBuffer jpeg = slot.bytes();
    Turn own = slot.heedsExif() ? Exif.turn(jpeg) : Turn.NONE;
    Turn turn = own.then(slot.turn());
    wanted.took(turn);
    if (turn == Turn.NONE && slot.crop().isWhole()) {
      slot.turned();
      return false;
    }
    LosslessTurn blocks = lossless == null ? new LosslessTurn() : lossless;
    lossless = blocks;
    if (blocks.turn(jpeg, turn, slot.crop())) {
      ByteBuffer turned = blocks.result();
      slot.rewrite();
      slot.passThrough(turned);
      slot.turned();
      return true;
    }
    slot.turn(turn, false);
    encode(slot, width, rendition, most);
    return true;
  }

  /**
   * Decodes the JPEG in the slot, which is turned, and encodes it in the same size.
   *
   * @param width its own, in pixels
   * @throws IOException when it does not decode
   */
  void encodeAnew(FrameSlot slot, int width, Rendition rendition, long most) throws IOException {
    slot.turn(Turn.NONE, false);
    slot.crop(Crop.WHOLE);
    encode(slot, width, rendition, most);
  }

  private void encode(FrameSlot slot, int width, Rendition rendition, long most)
      throws IOException {
    FrameSlot whole = copy == null ? new FrameSlot() : copy;
    copy = whole;
    whole.clear();
    whole.put(slot.bytes());
    Rendition ownSize = Rendition.jpeg(0, rendition.quality());
    if (!isTurnedByEncoder(whole.bytes(), width, ownSize, slot)) {
      slot.rewrite();
      scaler().maxPixels(most).scale(whole.bytes(), ownSize, slot);
    }
    decodedCount.increment();
  }

  /**
   * Has the encoder that is installed write the JPEG. One that fails for no fault of the JPEG, or
   * that knows nothing of turns, is not asked again.
   */
  private boolean isTurnedByEncoder(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot slot)
      throws IOException {
    if (isUseless) {
      return false;
    }
    boolean isTurned = false;
    try {
      RenditionEncoder ready = encoder;
      if (ready == null) {
        ready = encoders.get().orElse(null);
        encoder = ready;
      }
      if (ready != null) {
        slot.rewrite();
        ready.scale(jpeg, width, rendition, slot);
        isTurned = slot.isTurned() || (slot.turn() == Turn.NONE && slot.crop().isWhole());
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) { // it is anybody's code
      LOG.log(Level.DEBUG, "an encoder that is installed fails", e);
    }
    if (!isTurned) {
      isUseless = true;
      closeEncoder();
    }
    return isTurned;
  }

  private JpegScaler scaler() {
    JpegScaler known = scaler;
    if (known == null) {
      known = new JpegScaler();
      scaler = known;
    }
    return known;
  }

  /** Turns the pixels in the slot. */
  static void turnRaw(FrameSlot slot, Rendition rendition) {
    if (!slot.isTurned() && (slot.turn() != Turn.NONE || !slot.crop().isWhole())) {
      PixelWriter.turn(slot, rendition.format());
    }
    slot.turned();
  }

  /** Frees what only turning needs, or, where nothing is encoded anew either, all memory. */
  void free(boolean all) {
    lossless = null;
    if (all) {
      close();
    }
  }

  /** Frees all memory; made anew when something is to be turned. */
  @Override
  public void close() {
    lossless = null;
    copy = null;
    closeEncoder();
    isUseless = false;
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
  }

  private void closeEncoder() {
    RenditionEncoder closing = encoder;
    encoder = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "an encoder that is installed does not close", e);
    }
  }
}
