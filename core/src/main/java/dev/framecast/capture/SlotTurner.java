package dev.framecast.capture;

import dev.framecast.encode.JpegScaler;
import dev.framecast.encode.PixelWriter;
import dev.framecast.encode.RenditionEncoder;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Exif;
import dev.framecast.jpeg.LosslessTurn;
import dev.framecast.jpeg.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a session wrote without turning it: JPEGs that are passed through without loss, where
 * their edges allow it, else by decoding and encoding them; pixels one by one. Confined to one
 * capture thread.
 */
final class SlotTurner implements AutoCloseable {
  /** Holds all coefficients of a picture. */
  private @Nullable LosslessTurn lossless;

  /** The JPEG before it is decoded. */
  private @Nullable FrameSlot copy;

  private @Nullable RenditionEncoder encoder;
  private @Nullable JpegScaler scaler;

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
    slot.turned();
    if (turn == Turn.NONE && slot.crop().isWhole()) {
      return false;
    }
    LosslessTurn blocks = lossless == null ? new LosslessTurn() : lossless;
    lossless = blocks;
    if (blocks.turn(jpeg, turn, slot.crop())) {
      ByteBuffer turned = blocks.result();
      slot.rewrite();
      slot.passThrough(turned);
      return true;
    }
    FrameSlot whole = copy == null ? new FrameSlot() : copy;
    copy = whole;
    whole.clear();
    whole.put(jpeg);
    slot.rewrite();
    slot.turn(turn, false);
    decoded(whole.bytes(), width, Rendition.jpeg(0, rendition.quality()), slot, most);
    return true;
  }

  private void decoded(ByteBuffer jpeg, int width, Rendition rendition, FrameSlot slot, long most)
      throws IOException {
    if (encoder == null && scaler == null) {
      encoder = RenditionEncoder.installed().orElse(null);
      scaler = encoder == null ? new JpegScaler() : null;
    }
    if (encoder != null) {
      encoder.scale(jpeg, width, rendition, slot);
    } else if (scaler != null) {
      scaler.maxPixels(most).scale(jpeg, rendition, slot);
    }
  }

  /** Turns the pixels in the slot. */
  static void turnRaw(FrameSlot slot, Rendition rendition) {
    if (!slot.isTurned() && (slot.turn() != Turn.NONE || !slot.crop().isWhole())) {
      PixelWriter.turn(slot, rendition.format());
    }
    slot.turned();
  }

  /** Frees all memory; made anew when something is to be turned. */
  @Override
  public void close() {
    lossless = null;
    copy = null;
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
  }
}
