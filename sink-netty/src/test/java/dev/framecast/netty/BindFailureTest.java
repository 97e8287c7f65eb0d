package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BindFailureTest {
  @ParameterizedTest
  @EnumSource
  void aPortInUseIsToldInWords(Transport transport) throws IOException {
    try (Cameras cameras = new Cameras();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> MjpegServer.builder(cameras).port(port).transport(transport).start())
          .isInstanceOf(BindException.class)
          .hasMessage("cannot listen on 127.0.0.1:" + port + ": the port is in use");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAddressOfAnotherMachineIsToldInWords(Transport transport) {
    try (Cameras cameras = new Cameras()) {
      // Of the block for documentation, which nobody has.
      assertThatThrownBy(
              () -> MjpegServer.builder(cameras).host("192.0.2.1").transport(transport).start())
          .isInstanceOf(IOException.class)
          .hasMessage("cannot listen on 192.0.2.1:0: this machine has no such address");
    }
  }

  @Test
  void aPortThatNeedsAPrivilegeIsToldInWords() {
    assertThat(BindFailure.of("::", 80, new SocketException("Permission denied")))
        .hasMessage("cannot listen on [::]:80: this user may not use ports below 1024");
    assertThat(BindFailure.of("::", 8080, new SocketException("Permission denied")))
        .hasMessage("cannot listen on [::]:8080: this user may not use that port");
  }

  @Test
  void whatElseThereIsIsToldWithoutTheFunctionAndTheNumber() {
    IOException strange =
        new IOException("bind(..) failed with error(-12): Cannot allocate memory");
    assertThat(BindFailure.of("127.0.0.1", 1, strange))
        .hasMessage("cannot listen on 127.0.0.1:1: Cannot allocate memory");
  }
}
