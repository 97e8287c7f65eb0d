package dev.framecast.video;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Says what an access unit (all NAL units of one picture) is, and writes it as browsers want it: as
 * a byte stream with start codes of 4 bytes (Annex B), all parameter sets in front of each key
 * frame, and beside them nothing but the picture's slices. Access unit delimiters, SEI, filler data
 * and ends of sequences are left out, as are units of reserved types, auxiliary pictures and other
 * layers, over which Chromium stumbles or which it does not need.
 *
 * <p>One object serves one stream: each unit goes through {@link #inspect} in the order of
 * decoding, then what it is can be asked for, and it can be written until the next one. The buffer
 * given must not be changed before that. Belongs to one thread at a time; no method blocks. In
 * steady state nothing is allocated, save a few objects for a key frame.
 */
public final class AccessUnitFilter {
  private static final int START_CODE = 4;

  private final ParameterSets sets;
  private final AccessUnitScan scan;
  private int setsLength;
  private boolean withoutReordering;

  /** Whether the latest unit's parameter sets are changed so, since that may be set at any time. */
  private boolean rewritten;

  private boolean written;
  private @Nullable String problem = "an access unit that was not inspected yet";

  /**
   * A filter that has seen nothing.
   *
   * @param sets those that are known from outside of the stream, if any; those in the stream are
   *     added to them
   * @param lengthBytes of how many bytes the lengths before NAL units are, 1 to 4; 0 stands for
   *     start codes. See {@link ParameterSets#addConfiguration}
   */
  public AccessUnitFilter(ParameterSets sets, int lengthBytes) {
    if (lengthBytes < 0 || lengthBytes > 4) {
      throw new IllegalArgumentException(
          "lengths of " + lengthBytes + " bytes: must be 1 to 4, or 0 for start codes");
    }
    this.sets = sets;
    scan = new AccessUnitScan(sets, lengthBytes);
  }

  /** {@return the stream's parameter sets, as they are now} */
  public ParameterSets parameterSets() {
    return sets;
  }

  /**
   * Has parameter sets written so that decoders hold no picture back, from the next unit on; see
   * {@link SequenceParameterSet#withoutReordering}. Only for streams of which no unit was
   * {@linkplain #isShownEarlier() shown earlier}: others are then shown in the wrong order.
   *
   * @param on false, as by default, to write them as they came
   */
  public void withoutReordering(boolean on) {
    withoutReordering = on;
  }

  /**
   * Says that units were lost, or that the stream begins anew: nothing can be handed on before the
   * next key frame.
   */
  public void restart() {
    scan.fresh = true;
  }

  /**
   * Looks at the access unit between the buffer's position and limit, and leaves both where they
   * are.
   *
   * @param unit stays the caller's; its bytes must stay as they are until the unit is written
   * @return whether it can be handed on; if not, {@link #problem()} says why
   */
  public boolean inspect(ByteBuffer unit) {
    if (written) {
      sets.forgetChanges();
    }
    written = false;
    scan.scan(unit);
    rewritten = withoutReordering;
    setsLength = lengthOfSets();
    problem = scan.problem();
    scan.endKey(problem == null);
    return problem == null;
  }

  /** {@return why the latest unit cannot be handed on; null if it can} */
  public @Nullable String problem() {
    return problem;
  }

  /**
   * {@return whether there is any slice of a picture in it} Cameras send parameter sets alone as
   * well.
   */
  public boolean hasPicture() {
    return scan.sliceCount() > 0;
  }

  /**
   * {@return whether decoding can begin here by the rules of WebCodecs: all slices are of an IDR
   * picture, or with H.265 of an IDR, BLA or CRA picture} Not so a picture that only a recovery
   * point is told for: streams that have nothing else never have a key frame.
   */
  public boolean isKey() {
    return scan.key;
  }

  /** {@return whether no other picture refers to this one, so that it can be left out} */
  public boolean isDisposable() {
    return scan.disposable;
  }

  /**
   * {@return whether, with H.265, the picture is shown before its key frame and may refer to
   * pictures before it (RASL)} Who begins at that key frame cannot decode it and must not be given
   * it; who has decoded what came before can. {@link #problem()} tells where it is for nobody,
   * after the first key frame of all or a broken link.
   */
  public boolean isRasl() {
    return scan.rasl;
  }

  /**
   * {@return whether it has B slices} With H.264 streams without them show pictures in the order in
   * which they come; with H.265 cameras use them for pictures that refer to earlier ones alone as
   * well.
   */
  public boolean hasBSlices() {
    return scan.bidirectional;
  }

  /**
   * {@return whether a picture that came before it, since the key frame, is shown after it} False
   * also where the number that tells it is missing, as in H.264 with pic_order_cnt_type 1.
   */
  public boolean isShownEarlier() {
    return scan.shownEarlier;
  }

  /** {@return whether parameter sets that it refers to have not come: it cannot be decoded} */
  public boolean missesParameterSets() {
    return scan.missing;
  }

  /** {@return what the picture's sequence is; null if that is missing} */
  public @Nullable SequenceParameterSet sequence() {
    return scan.sequence;
  }

  /**
   * {@return how many bytes {@link #writeTo} writes} Of other units than key frames too these can
   * be more than came, by picture parameter sets that have changed.
   */
  public int length() {
    return setsLength + sampleLength();
  }

  /**
   * Writes the unit as a byte stream with start codes. In front of a key frame are all parameter
   * sets that are complete, each once; in front of others the picture parameter sets that have
   * changed since the latest unit that was written.
   *
   * @param out with {@link #length()} bytes of room; another buffer than that which was inspected
   */
  public void writeTo(ByteBuffer out) {
    if (setsLength > 0) {
      forEachSet(
          (type, unit) -> out.put((byte) 0).put((byte) 0).put((byte) 0).put((byte) 1).put(unit));
    }
    for (int i = 0; i < scan.sliceCount(); i++) {
      putInt(out, 1);
      scan.copySlice(i, out);
    }
    written = true;
  }

  /** {@return how many bytes {@link #writeSampleTo} writes} */
  public int sampleLength() {
    return START_CODE * scan.sliceCount() + scan.length;
  }

  /**
   * Writes the unit as a sample of MP4: with lengths of 4 bytes and without parameter sets, which
   * {@link ParameterSets#configuration} has.
   *
   * @param out with {@link #sampleLength()} bytes of room; another buffer than that which was
   *     inspected
   */
  public void writeSampleTo(ByteBuffer out) {
    for (int i = 0; i < scan.sliceCount(); i++) {
      putInt(out, scan.sliceLength(i));
      scan.copySlice(i, out);
    }
    written = true;
  }

  /** Big-endian, whatever the buffer's order is. */
  private static void putInt(ByteBuffer out, int value) {
    out.put((byte) (value >> 24)).put((byte) (value >> 16));
    out.put((byte) (value >> 8)).put((byte) value);
  }

  private int lengthOfSets() {
    if (!scan.key && (scan.sliceCount() == 0 || !sets.hasChanges())) {
      return 0;
    }
    int[] length = {0};
    forEachSet((type, unit) -> length[0] += START_CODE + unit.length);
    return length[0];
  }

  private void forEachSet(ParameterSets.Visitor visitor) {
    if (scan.key) {
      sets.forEach(!rewritten, visitor);
    } else {
      sets.forEachChanged(visitor);
    }
  }
}
