package dev.framecast.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfacesTest {
  @ParameterizedTest
  @CsvSource({
    "192.168.1.64, 192.168.1.5, 24, true",
    "192.168.2.64, 192.168.1.5, 24, false",
    "192.168.1.130, 192.168.1.5, 25, false",
    "192.168.1.64, 192.168.1.5, 32, false",
    "192.168.1.5, 192.168.1.5, 32, true",
    "8.8.8.8, 10.0.0.1, 0, true",
    "8.8.8.8, 10.0.0.1, 8, false",
    "10.1.2.3, fe80::1, 8, false",
  })
  void aHostIsNearInTheNetworkOfAnAddress(String host, String own, int prefix, boolean near)
      throws Exception {
    assertThat(Interfaces.isNear(InetAddress.getByName(host), InetAddress.getByName(own), prefix))
        .isEqualTo(near);
  }

  @Test
  void thisMachinesLoopbackNetworkIsNearAndNoOtherOnThatInterface() throws Exception {
    String lo = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    Interfaces interfaces = Interfaces.of(List.of(lo));

    assertThat(Interfaces.isNear(InetAddress.getByName("127.0.0.2"), interfaces.addresses()))
        .isTrue();
    assertThat(Interfaces.isNear(InetAddress.getByName("192.0.2.1"), interfaces.addresses()))
        .isFalse();
  }
}
