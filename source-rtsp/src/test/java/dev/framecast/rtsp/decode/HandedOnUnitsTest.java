package dev.framecast.rtsp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.VideoFormat;
import dev.framecast.video.SequenceParameterSet;
import dev.framecast.video.VideoCodec;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandedOnUnitsTest {
  private static final long FRAME = 40_000_000L;

  private final List<FrameSlot> slots = new ArrayList<>();
  private long time;

  /** The units of one of the streams that the tests of video bitstreams have. */
  private static List<byte[]> stream(String name) throws Exception {
    List<byte[]> units = new ArrayList<>();
    try (InputStream in = FrameFormat.class.getResourceAsStream("/dev/framecast/video/" + name)) {
      assertThat(in).as(name).isNotNull();
      byte[] all = in.readAllBytes();
      boolean h264 = name.endsWith("h264");
      ByteArrayOutputStream unit = new ByteArrayOutputStream();
      boolean slices = false;
      for (int at = startCode(all, 0); at < all.length; ) {
        int end = startCode(all, at + 3);
        int header = all[at + 3] & 255;
        boolean slice = h264 ? (header & 31) == 1 || (header & 31) == 5 : header >> 1 < 32;
        boolean first = (all[at + (h264 ? 4 : 5)] & 0x80) != 0;
        if (slices && (!slice || first)) {
          units.add(unit.toByteArray());
          unit.reset();
          slices = false;
        }
        slices |= slice;
        unit.write(all, at, end - at);
        at = end;
      }
      units.add(unit.toByteArray());
    }
    return units;
  }

  private static int startCode(byte[] data, int from) {
    int at = from;
    while (at + 2 < data.length && (data[at] != 0 || data[at + 1] != 0 || data[at + 2] != 1)) {
      at++;
    }
    return at + 2 < data.length ? at : data.length;
  }

  /** What becomes of the unit; an empty slot if it is left out. */
  private FrameSlot take(VideoUnits units, byte[] unit, boolean intact) {
    time += FRAME;
    boolean unused = units.take(ByteBuffer.wrap(unit), intact, time, System.nanoTime());
    FrameSlot slot = new FrameSlot();
    units.write(slot);
    slots.add(slot);
    return slot;
  }

  private static VideoUnits h264() {
    return VideoUnits.of(VideoCodec.H264, ByteBuffer.allocate(0));
  }

  private static int reordering(VideoFormat format) throws Exception {
    ByteBuffer sets = format.parameterSets();
    byte[] bytes = new byte[sets.remaining()];
    sets.get(bytes);
    int end = startCode(bytes, 4);
    ByteBuffer sps = ByteBuffer.wrap(bytes, 4, end - 4 - (bytes[end - 1] == 0 ? 1 : 0));
    return SequenceParameterSet.parse(VideoCodec.H264, sps).reorderedFrames();
  }

  @Test
  void reorderingIsRuledOutOnceTheStreamWasSeenToHaveNone() throws Exception {
    List<byte[]> withB = stream("main-b-frames.h264");
    List<byte[]> withoutB = new ArrayList<>();
    for (int i : new int[] {0, 1}) {
      withoutB.add(withB.get(i)); // a key frame, and one that refers to it
    }
    VideoUnits units = h264();
    for (int i = 0; i < 8; i++) {
      for (byte[] unit : withoutB) {
        assertThat(take(units, unit, true).length()).isPositive();
      }
    }
    assertThat(slots.get(0).video().isReordered()).isTrue();
    assertThat(reordering(slots.get(0).video())).isNotZero();
    assertThat(slots.get(11).video()).isSameAs(slots.get(0).video());
    assertThat(slots.get(14).video().isReordered()).isFalse();
    assertThat(reordering(slots.get(14).video())).isZero();
    // And after all some come.
    for (byte[] unit : withB) {
      take(units, unit, true);
    }
    VideoFormat last = take(units, withB.get(0), true).video();
    assertThat(last.isReordered()).isTrue();
    assertThat(last).isEqualTo(slots.get(0).video());
  }

  @Test
  void aDamagedUnitEndsTheGroupAndADamagedKeyFrameBeginsNone() throws Exception {
    List<byte[]> pictures = stream("high.h264");
    VideoUnits units = h264();
    assertThat(take(units, pictures.get(0), false).length()).isZero();
    assertThat(take(units, pictures.get(1), true).length()).isZero();
    assertThat(take(units, pictures.get(3), true).isKey()).isTrue();
    assertThat(take(units, pictures.get(4), false).length()).isZero();
    assertThat(take(units, pictures.get(5), true).length()).isZero();
    assertThat(take(units, pictures.get(0), true).length()).isPositive();
  }

  @Test
  void nothingIsHandedOnOfWhichAParameterSetIsMissing() throws Exception {
    byte[] key = stream("high.h264").get(0);
    int slice = startCode(key, 0);
    while ((key[slice + 3] & 31) != 5) {
      slice = startCode(key, slice + 3);
    }
    byte[] bare = Arrays.copyOfRange(key, slice, key.length);
    VideoUnits units = h264();
    assertThat(take(units, bare, true).length()).isZero();
    assertThat(take(units, key, true).length()).isPositive();
    assertThat(take(units, bare, true).video()).isSameAs(slots.get(1).video());
    assertThat(slots.get(2).bytes()).isEqualTo(slots.get(1).bytes());
  }

  @Test
  void parameterSetsOfUnitsThatNobodyWantedAreRemembered() throws Exception {
    byte[] key = stream("high.h264").get(0);
    int slice = startCode(key, 0);
    while ((key[slice + 3] & 31) != 5) {
      slice = startCode(key, slice + 3);
    }
    VideoUnits units = h264();
    units.leave(ByteBuffer.wrap(key), true);
    assertThat(units.isReady()).isFalse();
    byte[] bare = Arrays.copyOfRange(key, slice, key.length);
    assertThat(take(units, bare, true).length()).isPositive();
  }

  @Test
  void picturesThatReferToThoseBeforeTheFirstKeyFrameAreLeftOut() throws Exception {
    VideoUnits units = VideoUnits.of(VideoCodec.H265, ByteBuffer.allocate(0));
    List<byte[]> all = stream("open-gop.h265");
    int lost = 0;
    int rasl = 0;
    for (int i = 0; i < all.size(); i++) {
      boolean refersBack = isRasl(all.get(i));
      FrameSlot slot = take(units, all.get(i), i != 4);
      lost += slot.length() == 0 && !refersBack ? 1 : 0;
      rasl += refersBack && slot.length() == 0 ? 1 : 0;
    }
    assertThat(lost).as("those up to the next key frame").isPositive();
    assertThat(rasl).isPositive();
    assertThat(slots.get(slots.size() - 1).length()).isPositive();
  }

  private static boolean isRasl(byte[] unit) {
    int at = startCode(unit, 0);
    while (at < unit.length && (unit[at + 3] >> 1 & 63) >= 32) {
      at = startCode(unit, at + 3);
    }
    int type = at < unit.length ? unit[at + 3] >> 1 & 63 : 0;
    return type == 8 || type == 9;
  }

  @Test
  void timesOfShowingRiseAlsoWhereTheStreamsClockDoesNot() throws Exception {
    List<byte[]> pictures = stream("high.h264");
    VideoUnits units = h264();
    long before = 0;
    for (int i = 0; i < 30; i++) {
      if (i == 10) {
        time -= 3_000_000_000L;
      } else if (i == 20) {
        time += 9_000_000_000L;
      }
      FrameSlot slot = take(units, pictures.get(i % 6), true);
      assertThat(slot.presentedMicros()).isGreaterThan(before);
      before = slot.presentedMicros();
    }
    FrameSlot key = take(units, pictures.get(0), true);
    assertThat(key.presentedMicros() - key.capturedMicros()).isBetween(0L, 10_000_000L);
  }
}
