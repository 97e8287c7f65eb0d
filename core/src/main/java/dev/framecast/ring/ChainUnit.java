package dev.framecast.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.VideoFormat;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One access unit (or a slate) in its block, which readers have by a {@link PinnedFrame}.
 * Immutable; whoever reads its bytes has pinned the block.
 */
final class ChainUnit implements Frame {
  final ChainBlock block;

  /** Counts the units of the chain, without gaps. */
  final long position;

  /** The sequence of the unit at the position before. */
  final long before;

  final long publishedNanos;

  private final ByteBuffer bytes;
  private final long sequence;
  private final int width;
  private final int height;
  private final boolean live;
  private final boolean provisional;
  private final int epoch;
  private final boolean key;
  private final @Nullable VideoFormat video;
  private final long capturedNanos;
  private final long capturedMicros;
  private final long presentedMicros;

  /** Copies the slot's bytes to that block. */
  ChainUnit(
      ChainBlock block,
      FrameSlot slot,
      long position,
      long before,
      long publishedNanos,
      long sequence,
      int width,
      int height,
      boolean live,
      int epoch) {
    this.block = block;
    this.position = position;
    this.before = before;
    this.publishedNanos = publishedNanos;
    this.sequence = sequence;
    this.width = width;
    this.height = height;
    this.live = live;
    this.epoch = epoch;
    this.provisional = slot.isProvisional();
    this.key = slot.isKey();
    this.video = slot.video();
    this.capturedNanos = slot.capturedNanos();
    this.capturedMicros = slot.capturedMicros();
    this.presentedMicros = slot.presentedMicros();
    this.bytes = block.append(slot.bytes());
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public long capturedNanos() {
    return capturedNanos;
  }

  @Override
  public long capturedMicros() {
    return capturedMicros;
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
  public boolean live() {
    return live;
  }

  @Override
  public boolean provisional() {
    return provisional;
  }

  @Override
  public FrameFormat format() {
    return video == null ? FrameFormat.JPEG : video.format();
  }

  @Override
  public boolean isKey() {
    return key;
  }

  @Override
  public @Nullable VideoFormat video() {
    return video;
  }

  @Override
  public long presentedMicros() {
    return presentedMicros;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int size() {
    return bytes.capacity();
  }

  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /** Undoes one pin. */
  @Override
  public void close() {
    block.unpin();
  }
}
