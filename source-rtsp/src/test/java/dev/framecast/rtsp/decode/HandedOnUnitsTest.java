package dev.framecast.rtsp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.VideoFormat;
import dev.framecast.rtsp.testcamera.AccessUnits;
import dev.framecast.video.SequenceParameterSet;
import dev.framecast.video.VideoCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandedOnUnitsTest {
  private static final long FRAME = 40_000_000L;

  private final List<FrameSlot> slots = new ArrayList<>();
  private long time;

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
    int end = AccessUnits.startCodePrefix(bytes, 4);
    ByteBuffer sps = ByteBuffer.wrap(bytes, 4, end - 4 - (bytes[end - 1] == 0 ? 1 : 0));
    return SequenceParameterSet.parse(VideoCodec.H264, sps).reorderedFrames();
  }

  @Test
  void reorderingIsRuledOutOnceTheStreamWasSeenToHaveNone() throws Exception {
    List<byte[]> withB = AccessUnits.read("main-b-frames.h264");
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
    List<byte[]> pictures = AccessUnits.read("high.h264");
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
    byte[] key = AccessUnits.read("high.h264").get(0);
    int slice = AccessUnits.startCodePrefix(key, 0);
    while ((key[slice + 3] & 31) != 5) {
      slice = AccessUnits.startCodePrefix(key, slice + 3);
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
    byte[] key = AccessUnits.read("high.h264").get(0);
    int slice = AccessUnits.startCodePrefix(key, 0);
    while ((key[slice + 3] & 31) != 5) {
      slice = AccessUnits.startCodePrefix(key, slice + 3);
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
    List<byte[]> all = AccessUnits.read("open-gop.h265");
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

  @Test
  void behindALossInFrontOfAKeyFrameOnlyThoseAreLeftOutThatReferToWhatWasBefore() throws Exception {
    VideoUnits units = VideoUnits.of(VideoCodec.H265, ByteBuffer.allocate(0));
    List<byte[]> all = AccessUnits.read("open-gop.h265");
    int rasl = firstRasl(all);
    for (int i = 0; i < rasl - 1; i++) {
      take(units, all.get(i), true);
    }
    units.lost();
    assertThat(take(units, all.get(rasl - 1), true).isKey()).as("the key frame").isTrue();
    boolean afterRasl = false;
    for (int i = rasl; !afterRasl; i++) {
      afterRasl = !isRasl(all.get(i));
      assertThat(take(units, all.get(i), true).length() > 0).isEqualTo(afterRasl);
    }
  }

  /** Of a key frame that is not the first. */
  private static int firstRasl(List<byte[]> units) {
    int at = 0;
    while (!isRasl(units.get(at))) {
      at++;
    }
    return at;
  }

  @Test
  void aRecoveryPointBehindALossIsNoBeginning() throws Exception {
    List<byte[]> pictures = AccessUnits.read("intra-refresh.h264");
    VideoUnits units = h264();
    assertThat(take(units, pictures.get(0), true).isKey()).isTrue();
    assertThat(take(units, pictures.get(1), true).length()).isPositive();
    units.lost();
    for (byte[] picture : pictures.subList(3, pictures.size())) {
      assertThat(take(units, picture, true).length()).isZero();
    }
  }

  private static boolean isRasl(byte[] unit) {
    int at = AccessUnits.startCodePrefix(unit, 0);
    while (at < unit.length && (unit[at + 3] >> 1 & 63) >= 32) {
      at = AccessUnits.startCodePrefix(unit, at + 3);
    }
    int type = at < unit.length ? unit[at + 3] >> 1 & 63 : 0;
    return type == 8 || type == 9;
  }

  @Test
  void timesOfShowingRiseAlsoWhereTheStreamsClockDoesNot() throws Exception {
    List<byte[]> pictures = AccessUnits.read("high.h264");
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
