package dev.framecast.rtsp.rtp;

import dev.framecast.rtsp.rtp.PayloadFormat.Start;

/**
 * Puts pictures together from packets that are in order, and sees at its last packet that one is
 * complete, not only when the next one begins.
 *
 * <p>The marker bit tells, of cameras that set it as they should. Some never do, and some set it in
 * each packet or each slice. So it is believed after some pictures of which it was true; until
 * then, and of those others, a picture ends where the next one begins: with another time stamp, or,
 * of cameras whose time stands still, with a first slice. Parameter sets that come with a time of
 * their own belong to the picture behind them.
 *
 * <p>Confined to one thread. A unit has {@value AccessUnit#MAX_BYTES} bytes at most; a larger one
 * counts as damaged.
 */
public final class UnitAssembler {
  private static final int ENOUGH = 2;
  private static final int MORE = 125;
  private static final int MOST = 1 << 20;

  /** Of a stream in which no picture is found, that many times are put into one unit. */
  private static final int MOST_TIMES = 8;

  private final PayloadFormat format;
  private final AccessUnit unit = new AccessUnit();

  /** Pictures in a row that ended with a marked packet, and had no other. */
  private int rightMarks;

  private int neededMarks = ENOUGH;
  private boolean everMarked;

  private boolean begun;
  private boolean complete;
  private boolean open;
  private int timestamp;
  private int times;
  private boolean marked;

  /** Whether this may be the rest of the unit before it. */
  private boolean suspicious;

  private int scanned;
  private boolean strange;
  private boolean lossAhead;

  private boolean timed;
  private int lastTimestamp;
  private long ticks;

  private UnitAssembler(PayloadFormat format) {
    this.format = format;
  }

  public static UnitAssembler h264() {
    return new UnitAssembler(new H264Payload());
  }

  public static UnitAssembler h265() {
    return new UnitAssembler(new H265Payload());
  }

  /** The unit that is complete, valid until the next packet is taken. */
  public AccessUnit unit() {
    return unit;
  }

  /** Whether the unit is complete. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Takes the next packet.
   *
   * @param lost whether packets are missing in front of it
   * @return false if it belongs to the unit after the one that is complete now: it must be taken
   *     again then, when that one has been used
   */
  public boolean take(RtpPacket packet, boolean lost) {
    if (complete) {
      clear();
    }
    boolean missing = lost || lossAhead;
    if (packet.length() == 0) {
      lossAhead = missing || packet.isMalformed();
      return true;
    }
    if (open && unit.isDamaged() && packet.timestamp() != timestamp && !hasPicture()) {
      clear(); // the rest of a picture without its beginning
      missing = true;
    }
    if (open && ends(packet)) {
      if (missing) {
        unit.damage(); // its end may be missing
      }
      lossAhead = missing;
      judgeMarks(packet);
      complete();
      return false;
    }
    lossAhead = false;
    if (!open) {
      begin(packet, missing);
    } else if (missing) {
      unit.damage();
    }
    append(packet, missing);
    return true;
  }

  private void clear() {
    complete = false;
    open = false;
    unit.clear();
    scanned = 0;
  }

  /** Whether the unit that is open has ended before this packet. */
  private boolean ends(RtpPacket packet) {
    boolean sameTime = packet.timestamp() == timestamp;
    if (!sameTime && !hasPicture()) {
      times++;
      return strange || times > MOST_TIMES;
    }
    if (!sameTime) {
      return true;
    }
    return (marked || !everMarked) && hasPicture() && format.start(packet) == Start.PICTURE;
  }

  /** What a camera wraps with start codes into one NAL unit is found by looking at its bytes. */
  private boolean hasPicture() {
    if (unit.hasPicture()) {
      return true;
    }
    int at = Math.max(0, scanned - 3);
    for (; at + 3 < unit.length(); at++) {
      if (unit.at(at) == 0 && unit.at(at + 1) == 0 && unit.at(at + 2) == 1) {
        unit.found(format.kind(unit.at(at + 3)));
      }
    }
    scanned = at;
    return unit.hasPicture();
  }

  private void judgeMarks(RtpPacket next) {
    if (marked && next.timestamp() != timestamp) {
      rightMarks = Math.min(MOST, rightMarks + 1);
    }
    marked = false;
  }

  private void begin(RtpPacket packet, boolean missing) {
    boolean sameTime = begun && packet.timestamp() == timestamp;
    suspicious = sameTime && marked && !missing;
    if (begun && marked && !sameTime) {
      rightMarks = Math.min(MOST, rightMarks + 1);
    }
    begun = true;
    open = true;
    marked = false;
    times = 0;
    if (missing) {
      unit.lossBefore();
    }
  }

  private void wrongMark() {
    neededMarks = Math.min(MOST, neededMarks * MORE);
    rightMarks = 0;
  }

  private void append(RtpPacket packet, boolean missing) {
    if (marked && packet.timestamp() == timestamp && unit.hasPicture() && !missing) {
      wrongMark();
    }
    if (suspicious && format.start(packet) == Start.WITHIN && !unit.hasPicture()) {
      suspicious = false;
      wrongMark(); // the rest of what was taken for a whole picture
      unit.damage();
    }
    timestamp = packet.timestamp();
    format.take(packet, missing, unit);
    unit.arrivedAt(packet.arrived());
    marked = packet.isMarked();
    everMarked |= marked;
    if (marked && rightMarks >= neededMarks && hasPicture()) {
      complete();
    }
  }

  private void complete() {
    if (format.isCut()) {
      unit.damage(); // some cameras leave packets out without leaving out their numbers
    }
    strange = !unit.hasPicture();
    ticks = timed ? ticks + (timestamp - lastTimestamp) : 0;
    timed = true;
    lastTimestamp = timestamp;
    unit.stamp(ticks);
    unit.complete();
    complete = true;
  }
}
