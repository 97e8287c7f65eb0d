package dev.framecast.webcam.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of a machine's nodes are cameras. */
class VideoNodesTest {
  @TempDir Path machine;
  private Path sysfs;
  private Path udev;
  private VideoNodes nodes;

  @BeforeEach
  void make() throws IOException {
    sysfs = Files.createDirectory(machine.resolve("class"));
    udev = Files.createDirectory(machine.resolve("udev"));
    nodes = new VideoNodes(machine.resolve("dev"), sysfs, udev);
  }

  /**
   * A node.
   *
   * @param device what it belongs to, as BUS/DRIVER/NAME; empty if it is made up by a program
   * @param capabilities what udev says of it; null if there is no udev
   */
  private void node(
      int number, int index, String name, String device, @Nullable String capabilities)
      throws IOException {
    Path folder = Files.createDirectory(sysfs.resolve("video" + number));
    Files.writeString(folder.resolve("name"), name + "\n");
    Files.writeString(folder.resolve("index"), index + "\n");
    Files.writeString(folder.resolve("dev"), "81:" + (64 + number) + "\n");
    if (!device.isEmpty()) {
      String[] parts = device.split("/", -1);
      Path parent = Files.createDirectories(machine.resolve("devices").resolve(parts[2]));
      link(parent.resolve("subsystem"), machine.resolve("bus").resolve(parts[0]));
      link(parent.resolve("driver"), machine.resolve("drivers").resolve(parts[1]));
      Files.createSymbolicLink(folder.resolve("device"), parent);
    }
    if (capabilities != null) {
      Files.writeString(
          udev.resolve("c81:" + (64 + number)),
          "I:4711\nE:ID_V4L_VERSION=2\nE:ID_V4L_CAPABILITIES=" + capabilities + "\nG:seat\n");
    }
  }

  private static void link(Path link, Path to) throws IOException {
    Files.createDirectories(to);
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, to);
    }
  }

  private List<String> cameras() {
    List<VideoNode> all = nodes.all();
    return all.stream().filter(node -> node.isCamera(all)).map(VideoNode::file).toList();
  }

  /** As of Raspberry Pi OS: a codec, an image processor, a decoder, and a webcam. */
  private void raspberry(boolean withUdev) throws IOException {
    node(0, 0, "HD Webcam", "usb/uvcvideo/1-1:1.0", withUdev ? ":capture:" : null);
    node(1, 1, "HD Webcam", "usb/uvcvideo/1-1:1.0", withUdev ? ":" : null);
    String codec = "platform/bcm2835-codec/bcm2835-codec";
    node(10, 0, "bcm2835-codec-decode", codec, withUdev ? ":" : null);
    node(11, 1, "bcm2835-codec-encode", codec, withUdev ? ":" : null);
    node(12, 2, "bcm2835-codec-isp", codec, withUdev ? ":" : null);
    String isp = "vchiq-bus/bcm2835-isp/bcm2835-isp";
    node(13, 0, "bcm2835-isp0-output0", isp, withUdev ? ":video_output:" : null);
    node(14, 1, "bcm2835-isp0-capture0", isp, withUdev ? ":capture:" : null);
    node(15, 2, "bcm2835-isp0-capture1", isp, withUdev ? ":capture:" : null);
    node(16, 3, "bcm2835-isp0-stats0", isp, withUdev ? ":" : null);
    node(19, 0, "rpivid", "platform/rpivid/feb10000.codec", withUdev ? ":" : null);
    node(
        20,
        0,
        "pispbe-output0",
        "platform/pispbe/1000880000.pisp_be",
        withUdev ? ":capture:" : null);
    node(
        21,
        1,
        "pispbe-input",
        "platform/pispbe/1000880000.pisp_be",
        withUdev ? ":video_output:" : null);
    node(22, 0, "unicam-image", "platform/unicam/fe801000.csi", withUdev ? ":capture:" : null);
    node(23, 1, "unicam-embedded", "platform/unicam/fe801000.csi", withUdev ? ":" : null);
  }

  @Test
  void ofARaspberryPisNodesTheCamerasAloneAreCameras() throws IOException {
    raspberry(true);
    assertThat(cameras()).containsExactly("video0", "video22");
  }

  @Test
  void withoutUdevNamesAndPlacesTellTheSame() throws IOException {
    raspberry(false);
    assertThat(cameras()).containsExactly("video0", "video22");
    List<VideoNode> all = nodes.all();
    assertThat(all)
        .as("nothing is certain")
        .allSatisfy(node -> assertThat(node.objection(all)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rkvdec", "rockchip-rga", "hantro-vpu-dec", "rockchip,rk3399-vpu-enc", "s5p-jpeg-dec",
        "Qualcomm Venus video decoder", "mtk-vcodec-enc", "cedrus", "rpi-hevc-dec", "vim2m",
        "stateful-codec", "rp1-cfe-embedded", "pispbe-config", "rkisp1_params"
      })
  void codecsOfOtherBoardsAreNoCamerasByTheirNames(String name) throws IOException {
    node(0, 0, name, "platform/some/fd000000.part", null);
    assertThat(cameras()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Integrated Camera: Integrated C",
        "UVC Camera (046d:0825)",
        "mmal service 16.1",
        "unicam-image",
        "rkisp_mainpath",
        "sun6i-csi-capture",
        "OBS Virtual Camera",
        "Dispenser cam",
        "Decklink",
        "Metal HD",
        "MacroSilicon",
        ""
      })
  void namesOfCamerasAreNotTakenForCodecs(String name) throws IOException {
    node(0, 0, name, "platform/some/fd000000.part", null);
    assertThat(cameras()).containsExactly("video0");
  }

  @Test
  void aUsbDeviceIsNotJudgedByItsName() throws IOException {
    node(0, 0, "HDMI Encoder", "usb/uvcvideo/1-1:1.0", null);
    assertThat(cameras()).containsExactly("video0");
  }

  @Test
  void aCardWithSocketsInBothDirectionsHasCameras() throws IOException {
    node(0, 0, "cobalt-hdmi-in", "pci/cobalt/0000:01:00.0", ":capture:");
    node(1, 1, "cobalt-hdmi-out", "pci/cobalt/0000:01:00.0", ":video_output:");
    node(2, 0, "vivid-000-vid-cap", "platform/vivid/vivid.0", ":capture:tuner:audio:");
    node(3, 1, "vivid-000-vid-out", "platform/vivid/vivid.0", ":video_output:");
    assertThat(cameras()).containsExactly("video0", "video2");
  }

  @Test
  void aLoopbackIsACameraAlsoWhileUdevKnowsItAsAnOutputOnly() throws IOException {
    node(0, 0, "OBS Virtual Camera", "", ":video_output:");
    node(1, 0, "Dummy video device", "", ":capture:video_output:");
    assertThat(cameras()).containsExactly("video0", "video1");
  }

  @Test
  void aNodeThatTakesPicturesAndGivesOthersIsNoCamera() throws IOException {
    node(0, 0, "old-m2m", "platform/m2m/m2m.0", ":capture:video_output:");
    assertThat(cameras()).isEmpty();
    List<VideoNode> all = nodes.all();
    assertThat(all.get(0).objection(all)).contains("codecs");
  }

  @Test
  void halfARecordIsNone() throws IOException {
    node(0, 0, "cam", "usb/uvcvideo/1-1:1.0", null);
    Files.writeString(udev.resolve("c81:64"), "E:ID_V4L_CAPABILI");
    assertThat(cameras()).containsExactly("video0");
    Files.writeString(sysfs.resolve("video0/dev"), "../../etc/passwd");
    Files.writeString(sysfs.resolve("video0/index"), "many");
    assertThat(cameras()).containsExactly("video0");
  }
}
