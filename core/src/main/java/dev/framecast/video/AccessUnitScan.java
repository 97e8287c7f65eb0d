package dev.framecast.video;

import dev.framecast.internal.NalUnits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in one access unit: where its slices are, and what they say of the picture. */
final class AccessUnitScan {
  private static final String NO_PICTURE = "an access unit without a picture";
  private static final int FIRST_ROOM = 32;
  private static final int MOST_LATER = 64;

  final ParameterSets sets;
  private final NalUnits units;
  private final SliceHeader slice;
  private final PictureOrder order = new PictureOrder();

  private ByteBuffer data = ByteBuffer.allocate(0);

  /** Parameter sets that came behind the slices. */
  private final List<byte[]> later = new ArrayList<>();

  /** Where the slices begin and end. */
  private int[] ranges = new int[FIRST_ROOM];

  private int rangeCount;

  /** Bytes of all slices. */
  int length;

  /** Whether there is no key frame yet from which decoding goes on. */
  boolean fresh = true;

  /** Whether the sequence was ended, so that the next key frame begins another. */
  private boolean ended;

  /** Whether what came before the key frame of this unit, or of the latest one, can be used. */
  private boolean joined;

  private boolean raslDecodable;
  boolean key;
  boolean disposable;
  boolean rasl;
  boolean bidirectional;
  boolean shownEarlier;
  boolean missing;
  @Nullable SequenceParameterSet sequence;

  /** That of the latest key frame. */
  private @Nullable SequenceParameterSet keySequence;

  private @Nullable String setProblem;

  AccessUnitScan(ParameterSets sets, int lengthBytes) {
    this.sets = sets;
    units = new NalUnits(lengthBytes);
    slice = new SliceHeader(sets);
  }

  void scan(ByteBuffer unit) {
    clear();
    for (byte[] set : later) {
      addSet(ByteBuffer.wrap(set), 0, set.length);
    }
    later.clear();
    data = unit;
    units.begin(unit, unit.position());
    while (units.next()) {
      if (units.end() > units.start() && units.header() < 0x80) { // else it is no NAL unit
        if (sets.codec() == VideoCodec.H264) {
          takeH264(NalTypes.h264(units.header()));
        } else {
          takeH265(NalTypes.h265(units.header()));
        }
      }
    }
    if (rangeCount == 0) {
      key = false;
      disposable = false;
    }
  }

  private void clear() {
    rangeCount = 0;
    length = 0;
    key = true;
    disposable = true;
    rasl = false;
    bidirectional = false;
    shownEarlier = false;
    missing = false;
    sequence = null;
    setProblem = null;
  }

  private void takeH264(int type) {
    switch (type) {
      case NalTypes.H264_SPS, NalTypes.H264_PPS -> addSet();
      case NalTypes.H264_SLICE, NalTypes.H264_PARTITION_A, NalTypes.H264_IDR -> {
        boolean idr = type == NalTypes.H264_IDR;
        boolean referenced = (units.header() & 0x60) != 0; // nal_ref_idc
        slice.readH264(data, units.start(), units.end(), idr);
        key &= idr || rangeCount > 0; // behind an IDR field the other one may refer to it
        disposable &= !referenced;
        takeSlice(idr, referenced);
      }
      case 3, 4 -> { // the other partitions of a slice
        key = false;
        keep();
      }
      default -> {}
    }
  }

  private void takeH265(int type) {
    int temporalId = (units.secondHeader() & 7) - 1;
    boolean baseLayer = (units.header() & 1) == 0 && units.secondHeader() >> 3 == 0;
    if (!baseLayer || temporalId < 0) {
      return;
    }
    boolean isKey = NalTypes.isH265KeyFrame(type);
    if (type <= NalTypes.H265_RASL_R || isKey) {
      slice.readH265(data, units.start(), units.end(), type);
      SequenceParameterSet sps = slice.sequence;
      boolean top = sps != null && temporalId == sps.fields().subLayers - 1;
      boolean unreferenced = !isKey && (type & 1) == 0; // by pictures of the same sub-layer
      if (isKey && rangeCount == 0) {
        boolean bla = type >= NalTypes.H265_BLA_W_LP && type <= NalTypes.H265_BLA_N_LP;
        joined = !bla && !fresh && !ended;
        ended = false;
      }
      key &= isKey;
      disposable &= unreferenced && top;
      rasl |= type == NalTypes.H265_RASL_N || type == NalTypes.H265_RASL_R;
      boolean leading = type >= NalTypes.H265_RADL_N && type <= NalTypes.H265_RASL_R;
      takeSlice(isKey, temporalId == 0 && !unreferenced && !leading);
    } else if (type >= NalTypes.H265_VPS && type <= NalTypes.H265_PPS) {
      addSet();
    } else if (type == NalTypes.H265_END_OF_SEQUENCE || type == NalTypes.H265_END_OF_STREAM) {
      ended = true;
    }
  }

  /** What stands behind a slice belongs to the next unit (H.264, 7.4.1.2.3; H.265, 7.4.2.4.4). */
  private void addSet() {
    if (rangeCount == 0) {
      addSet(data, units.start(), units.end());
    } else if (later.size() < MOST_LATER) {
      int length = Math.min(units.end() - units.start(), SequenceParameterSet.MAX_BYTES + 1);
      byte[] set = new byte[length];
      data.get(units.start(), set);
      later.add(set);
    }
  }

  private void addSet(ByteBuffer from, int start, int end) {
    try {
      boolean ignored = sets.add(from, start, end);
    } catch (BitstreamException e) {
      setProblem = e.getMessage();
    }
  }

  private void takeSlice(boolean begins, boolean isAnchor) {
    missing |= slice.sequence == null;
    bidirectional |= slice.bidirectional;
    SequenceParameterSet sps = slice.sequence;
    if (rangeCount == 0 && sps != null) {
      sequence = sps;
      if (slice.order >= 0 && begins) {
        order.begin(slice.order);
      } else if (slice.order >= 0) {
        shownEarlier = order.isShownEarlier(slice.order, sps.fields().orderBits, isAnchor);
      }
    }
    keep();
  }

  private void keep() {
    if (rangeCount + 2 > ranges.length) {
      ranges = Arrays.copyOf(ranges, 2 * ranges.length);
    }
    ranges[rangeCount++] = units.start();
    ranges[rangeCount++] = units.end();
    length += units.end() - units.start();
  }

  /** Why it cannot be handed on; null if it can. */
  @Nullable String problem() {
    if (units.isCut()) {
      return "an access unit that is cut off inside of a NAL unit";
    }
    if (rangeCount == 0) {
      return setProblem != null ? setProblem : NO_PICTURE;
    }
    if (missing) {
      return setProblem != null
          ? setProblem
          : "picture parameter set " + slice.pictureId + ", or what it refers to, is missing";
    }
    if (sequence == null) {
      return "a picture without the beginning of a slice";
    }
    if (!key && fresh) {
      return "a picture whose key frame has not come";
    }
    if (!key && sequence != keySequence) {
      return "a picture of another sequence than its key frame";
    }
    return rasl && !raslDecodable ? "a picture that refers to those before its key frame" : null;
  }

  /** Ends the scan: decoding goes on from a key frame that is handed on, not from another. */
  void endKey(boolean handedOn) {
    if (key) {
      keySequence = handedOn ? sequence : null;
      raslDecodable = joined;
      fresh = !handedOn;
    }
  }

  int sliceCount() {
    return rangeCount / 2;
  }

  int sliceLength(int i) {
    return ranges[2 * i + 1] - ranges[2 * i];
  }

  void copySlice(int i, ByteBuffer out) {
    out.put(out.position(), data, ranges[2 * i], sliceLength(i));
    out.position(out.position() + sliceLength(i));
  }
}
