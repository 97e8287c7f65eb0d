package dev.framecast.rtsp.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Slices begin with 41 (H.264) or 02 01 (H.265); a first one's next byte has its highest bit. */
class UnitAssemblerTest {

  @Test
  void aPictureIsCompleteWithItsMarkedPacketOnceMarkersWereRight() {
    Packets packets = Packets.h264().send(0, "65 88|");
    assertThat(packets.units).isEmpty();
    packets.send(1, "41 9a|");
    assertThat(packets.units).containsExactly("6588K");
    packets.send(2, "41 9b|");
    assertThat(packets.units).containsExactly("6588K", "419a", "419b");
    packets.send(3, "41 9c").send(3, "41 01|");
    assertThat(packets.units).endsWith("419c 4101").hasSize(4);
    assertThat(packets.ticks).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void severalUnitsInOnePacketAreTakenApart() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(9, "78 0003 674201 0002 68ce 0002 6588|");
    assertThat(packets.units).containsExactly("674201 68ce 6588K");
  }

  @Test
  void fragmentsArePutTogether() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(9, "7c 85 88aa").send(9, "7c 05 bbcc").send(9, "7c 45 dd|");
    assertThat(packets.units).containsExactly("6588aabbccddK");
  }

  @Test
  void theSameInH265() {
    Packets packets = Packets.h265().trust(0, "0201 80");
    packets.send(9, "6001 0004 40010c01 0003 420101 0003 4401c1");
    packets.send(9, "6201 93 afaa").send(9, "6201 13 bb").send(9, "6201 53 cc|");
    assertThat(packets.units).containsExactly("40010c01 420101 4401c1 2601afaabbccK");
    packets.send(10, "0201 d0|");
    assertThat(packets.units).endsWith("0201d0");
  }

  @Test
  void whereMarkersAreMissingAPictureEndsWhereTheNextOneBegins() {
    Packets packets = Packets.h264();
    packets.send(0, "6742").send(0, "68ce").send(0, "6588").send(0, "6501");
    packets.send(1, "4180").send(1, "4101").send(2, "4180");
    assertThat(packets.units).containsExactly("6742 68ce 6588 6501K", "4180 4101");
    assertThat(packets.arrivals).containsExactly(4_000_000L, 6_000_000L);
  }

  @Test
  void whereTimeStandsStillAndMarkersAreMissingAFirstSliceBeginsAPicture() {
    Packets packets = Packets.h264();
    packets.send(0, "6742").send(0, "6588").send(0, "6501").send(0, "4180").send(0, "4101");
    packets.send(0, "4180").send(0, "4180");
    assertThat(packets.units).containsExactly("6742 6588 6501K", "4180 4101", "4180");
  }

  @Test
  void markersOnEachSliceAreSeenThrough() {
    Packets packets = Packets.h264();
    for (int time = 0; time < 5; time++) {
      packets.send(time, "4180|").send(time, "4101|").send(time, "4102|");
    }
    assertThat(packets.units).hasSize(4).containsOnly("4180 4101 4102");
  }

  @Test
  void markersOnEachPacketAreSeenThroughAlsoWhenTheyWereRightAtFirst() {
    Packets packets = Packets.h264().trust(0, "4180");
    for (int time = 10; time < 15; time++) {
      packets.send(time, "5c 81 80aa|").send(time, "5c 01 bb|").send(time, "5c 41 cc|");
    }
    assertThat(packets.units).containsExactly("4180aa", "4180aabbccX", "4180aabbcc", "4180aabbcc");
  }

  @Test
  void parameterSetsBetweenSlicesPartNoPicture() {
    Packets packets = Packets.h264();
    for (int time = 0; time < 4; time++) {
      packets.send(time, "6742").send(time, "6588").send(time, "6742").send(time, "6501|");
    }
    assertThat(packets.units).hasSize(4).containsOnly("6742 6588 6742 6501K");
  }

  @Test
  void parameterSetsBetweenSlicesWithMarkersAreSeenThrough() {
    Packets packets = Packets.h264().trust(0, "4180");
    for (int time = 10; time < 15; time++) {
      packets.send(time, "6742").send(time, "6588|").send(time, "6742").send(time, "6501|");
    }
    assertThat(packets.units.get(0)).isEqualTo("6742 6588K");
    assertThat(packets.units.get(1)).isEqualTo("6742 6501XK");
    assertThat(packets.units.subList(2, 4)).containsOnly("6742 6588 6742 6501K");
  }

  @Test
  void markersOnParameterSetsDoNotEndAPicture() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(9, "6742|").send(9, "68ce|").send(9, "6588|").send(10, "4180|");
    assertThat(packets.units).containsExactly("6742 68ce 6588K", "4180");
  }

  @Test
  void parameterSetsWithATimeOfTheirOwnBelongToThePictureBehindThem() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(7, "6742|").send(8, "68ce|").send(9, "6588|");
    assertThat(packets.units).containsExactly("6742 68ce 6588K");
    assertThat(packets.ticks).containsExactly(9L);
  }

  @Test
  void aPictureThatIsWrappedUpWithItsParameterSetsIsFound() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(9, "6742 00000001 68ce 00000001 6588|");
    assertThat(packets.units).containsExactly("6742 68ce 6588K");
  }

  @Test
  void aRecoveryPointIsAKeyFrame() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(9, "06 050400000301aa 060184 80").send(9, "4180|");
    packets.send(10, "06 050101 80").send(10, "06 060184 80").send(10, "4180|");
    packets.send(11, "06 010101 80").send(11, "4180|");
    assertThat(packets.units.get(0)).endsWith("K");
    assertThat(packets.units.get(1)).endsWith("K");
    assertThat(packets.units.get(2)).doesNotEndWith("K");
  }

  @Test
  void aLossInsideOfAPictureDamagesThatOne() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(9, "7c 85 88aa").lose().send(9, "7c 45 dd|").send(10, "4180|");
    assertThat(packets.units).containsExactly("6588aaXK", "4180");
  }

  @Test
  void aLossBetweenPicturesDamagesTheNextOneUnlessItIsAKeyFrame() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.lose().send(9, "4180|").lose().send(10, "6588|");
    assertThat(packets.units).containsExactly("4180X", "6588K");
  }

  @Test
  void aLostEndDamagesThePictureAndMaybeTheNextOne() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(9, "6588").lose().send(10, "4180|").send(11, "4180|");
    assertThat(packets.units).containsExactly("6588XK", "4180X", "4180");
  }

  @Test
  void fragmentsWithoutTheirBeginningAreDamage() {
    Packets packets = Packets.h264();
    packets.send(0, "7c 05 aa").send(0, "7c 45 bb|").send(1, "4180|").send(2, "7c 45 bb|");
    packets.send(3, "6588|").send(4, "4180|");
    assertThat(packets.units).containsExactly("4180X", "6588K", "4180");
  }

  @Test
  void fragmentsWithoutTheirEndAreDamageThoughNoNumberIsMissing() {
    Packets packets = Packets.h264().trust(0, "4180").send(3, "7c 85 88").send(3, "7c 45 aa|");
    packets.send(4, "5c 81 80aa").send(4, "5c 01 bb|").send(5, "4180|");
    packets.send(6, "7c 85 88aa").send(6, "7c 85 01bb").send(6, "7c 45 cc|");
    packets.send(7, "7c 85 88aa").send(7, "6501|").send(8, "7c 85 88").send(8, "78 0002 6501|");
    assertThat(packets.units)
        .containsExactly(
            "6588aaK", "4180aabbX", "4180", "6588aa 6501bbccXK", "6588aa 6501XK", "6588 6501XK");
  }

  @Test
  void fragmentsWithoutTheirEndAreDamageInH265AsWell() {
    Packets packets = Packets.h265().trust(0, "0201 80");
    packets.send(3, "6201 93 afaa").send(3, "6201 53 cc|");
    packets.send(4, "6201 81 80aa").send(4, "6201 01 bb|").send(5, "0201 80|");
    packets.send(6, "6201 93 afaa").send(6, "2601 01|");
    assertThat(packets.units)
        .containsExactly("2601afaaccK", "020180aabbX", "020180", "2601afaa 260101XK");
  }

  @Test
  void theEndOfASequenceIsAHeaderAlone() {
    Packets packets = Packets.h265().trust(0, "0201 80");
    packets.send(3, "4801").send(3, "2601 af|").send(4, "6001 0002 4801 0003 2601af|");
    packets.send(5, "48").send(5, "2601 af|");
    assertThat(packets.units).containsExactly("4801 2601afK", "4801 2601afK", "2601afXK");
  }

  @Test
  void ofACameraThatMarksNoLastFragmentsTheyAreNotWaitedFor() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(3, "7c 85 88aa").send(3, "7c 05 bb|").send(4, "5c 81 80").send(4, "5c 01 aa|");
    assertThat(packets.units).containsExactly("6588aabbK", "4180aa");
  }

  @Test
  void aPacketWhoseHeaderOrPaddingIsLongerThanItselfIsALoss() {
    for (int bit : new int[] {0x20, 0x10}) { // padding; an extension
      Packets packets = Packets.h264().trust(0, "4180").send(9, "7c 85 88aa");
      byte[] malformed = packets.packet(9, "7c 05 ffff");
      malformed[0] |= (byte) bit;
      packets.take(malformed).send(9, "7c 45 dd|").send(10, "6588|");
      assertThat(packets.units).containsExactly("6588aaXK", "6588K");
    }
  }

  @Test
  void whatIsCutOffOrUnknownIsDamage() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(1, "4180").send(1, "78 0005 41|");
    packets.send(2, "4180").send(2, "7c|");
    packets.send(3, "4180").send(3, "79 0000 0002 4180|");
    packets.send(4, "4180").send(4, "7f|");
    assertThat(packets.units).hasSize(4).allMatch(unit -> unit.endsWith("X"));
  }

  @Test
  void emptyPacketsCountAsPacketsAndAreNothingElse() {
    Packets packets = Packets.h264().trust(0, "4180");
    packets.send(9, "6588").send(9, "").send(9, "6501|");
    packets.send(10, "4180").lose().send(10, "").send(10, "4101|");
    assertThat(packets.units).containsExactly("6588 6501K", "4180 4101X");
  }

  @Test
  void timeStampsThatWrapGoOn() {
    Packets packets = Packets.h264();
    packets.send(-2, "6588|").send(-1, "4180|").send(0, "4180|").send(1, "4180|");
    packets.send(0x7fffffff, "4180|").send(0x80000001, "4180|");
    assertThat(packets.ticks).containsExactly(0L, 1L, 2L, 3L, 0x80000001L, 0x80000003L);
  }

  @Test
  void aPictureThatIsTooLargeIsDamagedAndTheNextOneIsNot() {
    Packets packets = Packets.h264().trust(0, "4180");
    String fragment = String.join("", Collections.nCopies(30_000, "aabb"));
    packets.send(9, "7c 85 88");
    for (int i = 0; i < 300; i++) {
      packets.send(9, "7c 05" + fragment);
    }
    packets.send(9, "7c 45 dd|").send(10, "6588|");
    assertThat(packets.units).hasSize(2);
    assertThat(packets.units.get(0).length()).isLessThanOrEqualTo(2 * AccessUnit.MAX_BYTES + 2);
    assertThat(packets.units.get(0)).endsWith("XK");
    assertThat(packets.units.get(1)).isEqualTo("6588K");
  }

  @Test
  void aStreamWithoutAnyPictureIsGivenOutNevertheless() {
    Packets packets = Packets.h264();
    for (int time = 0; time < 20; time++) {
      packets.send(time, "2626|");
    }
    assertThat(packets.units).hasSizeGreaterThan(8);
  }

  @Test
  void packetsThatOvertakeEachOtherAreBroughtIntoOrder() {
    Packets packets = Packets.overUdp().trust(0, "4180");
    byte[] late = packets.packet(9, "7c 85 88aa");
    packets.send(9, "7c 05 bb").send(9, "7c 45 cc|");
    assertThat(packets.units).isEmpty();
    packets.take(late);
    assertThat(packets.units).containsExactly("6588aabbccK");
  }

  @Test
  void whatComesTwiceOrTooLateIsLeftOut() {
    Packets packets = Packets.overUdp().trust(0, "4180");
    byte[] twice = packets.packet(9, "4181|");
    byte[] early = packets.packet(11, "4183|");
    packets.take(twice).take(twice).take(early).take(early).take(twice);
    assertThat(packets.units).containsExactly("4181", "4183");
  }

  @Test
  void aPacketThatDoesNotComeIsNotWaitedForForLong() {
    Packets packets = Packets.overUdp().trust(0, "4180");
    packets.lose().send(9, "6588|").send(10, "4180|");
    assertThat(packets.units).isEmpty();
    packets.await(60);
    assertThat(packets.units).containsExactly("6588K", "4180");
    packets.lose();
    for (int i = 0; i < 32; i++) {
      packets.send(11 + i, "4180|");
    }
    assertThat(packets.units).hasSize(34);
    assertThat(packets.units.get(2)).isEqualTo("4180X");
  }

  @Test
  void numbersThatJumpAreALossAndNothingIsWaitedFor() {
    for (boolean unordered : new boolean[] {false, true}) {
      Packets packets = new Packets(UnitAssembler.h264(), unordered, 5);
      packets.trust(0, "4180");
      for (int i = 0; i < 2_000; i++) {
        packets.lose();
      }
      packets.send(9, "4180|").send(10, "4180|").send(11, "6588|");
      assertThat(packets.units).containsExactly("4180X", "4180", "6588K");
    }
  }
}
