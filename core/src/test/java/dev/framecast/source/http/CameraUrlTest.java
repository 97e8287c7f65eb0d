package dev.framecast.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.internal.Credentials.Protocol;
import dev.framecast.internal.Login;
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
    assertThat(basic("http://m%65:a%2Fb+c@cam/a")).isEqualTo("Basic bWU6YS9iK2M="); // me:a/b+c
    assertThat(basic("http://me:100%@cam/a")).isEqualTo("Basic bWU6MTAwJQ=="); // me:100%
    assertThat(basic("http://me:g\u00fc@cam/a")).isEqualTo("Basic bWU6Z8O8"); // in UTF-8
  }

  private static String basic(String url) {
    Login login = new Login(CameraUrl.parse(url).auth(), Protocol.HTTP);
    assertThat(login.refused(List.of("Basic realm=\"x\""))).isTrue();
    return login.authorization("GET", "/");
  }

  @ParameterizedTest
  @CsvSource({
    "http://cam, /",
    "http://cam?a=b, /?a=b",
    "http://cam/v.cgi?cmd=MJ&pwd=a|b^c, /v.cgi?cmd=MJ&pwd=a%7Cb%5Ec",
    "http://cam/v?pwd=100%, /v?pwd=100%25",
    "http://cam/v?pwd=%zz%4, /v?pwd=%25zz%254",
    "http://cam/a%20b%2Fc?d=%7C, /a%20b%2Fc?d=%7C",
    "http://cam/my cam/v 1.mjpg?x=a b, /my%20cam/v%201.mjpg?x=a%20b",
    "'  http://cam/v  ', /v",
    "http://cam/a[1]?b[]=2, /a[1]?b[]=2",
    "'http://cam/\"<>{}`\\', /%22%3C%3E%7B%7D%60%5C",
    "http://cam/T\u00fcr?x=\u0418, /T%C3%BCr?x=%D0%98",
    "http://cam/a;bc=d:e!$&'()*+~, /a;bc=d:e!$&'()*+~",
    "http://cam//live///1, //live///1",
  })
  void whatIsIllegalInAnAddressIsEncodedAndTheRestStaysAsItIs(String text, String target) {
    assertThat(CameraUrl.parse(text).target()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "http://front_door/v, front_door, 80, front_door",
    "http://front_door:8080/v, front_door, 8080, front_door:8080",
    "https://cam/v, cam, 443, cam",
    "https://cam:443/v, cam, 443, cam",
    "http://cam:443/v, cam, 443, cam:443",
    "http://[::1]:81/v, ::1, 81, [::1]:81",
    "http://[fe80::1%25eth0]/v, fe80::1%eth0, 80, [fe80::1]",
    "http://[fe80::1%eth0]/v, fe80::1%eth0, 80, [fe80::1]",
    "http://t\u00fcr.example/v, xn--tr-xka.example, 80, xn--tr-xka.example",
    "http://-cam-/v, -cam-, 80, -cam-",
  })
  void hostsAreAskedForByTheirNames(String text, String host, int port, String authority) {
    CameraUrl url = CameraUrl.parse(text);
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.authority()).isEqualTo(authority);
  }

  @ParameterizedTest
  @CsvSource({
    "new?x=1, cam:81/a/new?x=1",
    "/n, cam:81/n",
    "?x, cam:81/a/b?x",
    "../n, cam:81/n",
    "./n/./m/../k, cam:81/a/n/k",
    "../../../n?../x, cam:81/n?../x",
    "//other/n, other/n",
    "HTTP://other:82/n?a@b, other:82/n?a@b",
    "https://me:secret@other/n, other/n",
    "http://other?x#y, other/?x",
    "/my cam|1, cam:81/my%20cam%7C1",
    "/g\u00fc, cam:81/g%FC",
    "/n?to=http://other/, cam:81/n?to=http://other/",
  })
  void aRedirectMayBeRelativeAndHaveIllegalCharacters(String location, String where) {
    CameraUrl target = CameraUrl.parse("http://cam:81/a/b?c").resolve(location);
    assertThat(target.authority() + target.target()).isEqualTo(where);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http:", "http://", "http://:80/", "http:///x", "/a\001", "https://a b/"})
  void aRedirectToNowhereIsRefused(String location) {
    CameraUrl url = CameraUrl.parse("http://cam/a");
    assertThatThrownBy(() -> url.resolve(location)).isInstanceOf(IllegalArgumentException.class);
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
