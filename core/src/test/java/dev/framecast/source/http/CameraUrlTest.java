package dev.framecast.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://cam/a, http://cam/a",
    "http://me:secret@cam:81/a?b=1, http://cam:81/a?b=1",
    "http://me:se@cret@cam/a, http://cam/a",
    "http://me:secret%40@cam?x=1, http://cam?x=1",
    "https://cam/v?channel=1&password=secret&user=me, https://cam/v?channel=1&password=***&user=***",
    "http://cam/user=admin_password=secret_channel=1, http://cam/user=***",
  })
  void whatPeopleReadHoldsNoCredentials(String text, String shown) {
    assertThat(CameraUrl.parse(text)).hasToString(shown);
    assertThat(HttpMjpegSource.of(text).description()).isEqualTo(shown);
  }

  @Test
  void credentialsAreTakenFromTheAddress() {
    assertThat(CameraUrl.parse("http://cam/a").auth()).isNull();
    assertThat(CameraUrl.parse("http://m%65:a%2Fb+c@cam/a").auth().answer(basic(), null))
        .isEqualTo("Basic bWU6YS9iK2M="); // me:a/b+c
    assertThat(CameraUrl.parse("http://me:100%@cam/a").auth().answer(basic(), null))
        .isEqualTo("Basic bWU6MTAwJQ=="); // me:100%
  }

  private static List<String> basic() {
    return List.of("Basic realm=\"x\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cam",
        "ftp://me:secret@cam/",
        "http://",
        "http://me:secret@",
        "rtsp://me:secret@cam",
        "http://me:secret@ca m/x",
        "http:///x"
      })
  void badAddressesAreNamedWithoutCredentials(String text) {
    assertThatThrownBy(() -> HttpMjpegSource.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be http://")
        .message()
        .doesNotContain("secret");
  }
}
