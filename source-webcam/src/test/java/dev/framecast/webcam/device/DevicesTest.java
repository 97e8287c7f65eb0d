package dev.framecast.webcam.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.framecast.internal.Strangers;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTest {
  @TempDir Path machine;
  private Path dev;
  private Path sysfs;
  private Path udev;
  private Devices devices;

  @BeforeEach
  void attachTwo() throws IOException {
    dev = Files.createDirectory(machine.resolve("dev"));
    sysfs = Files.createDirectory(machine.resolve("sys"));
    udev = Files.createDirectory(machine.resolve("udev"));
    devices = new Devices(true, dev, sysfs, udev, node -> true);
    plug(0, "HD Pro Webcam C920", 0);
    plug(1, "HD Pro Webcam C920", 1); // the first one's metadata
    plug(2, "Integrated Camera", 0);
  }

  private void plug(int number, String name, int index) throws IOException {
    Files.createFile(dev.resolve("video" + number));
    Path folder = Files.createDirectory(sysfs.resolve("video" + number));
    Files.writeString(folder.resolve("name"), name + "\n");
    Files.writeString(folder.resolve("index"), index + "\n");
    Files.writeString(folder.resolve("dev"), "81:" + number + "\n");
  }

  private Path link(String folder, String name, int number) throws IOException {
    Path links = Files.createDirectories(dev.resolve("v4l").resolve(folder));
    return Files.createSymbolicLink(
        links.resolve(name), Path.of("../../video" + number)); // as udev makes them
  }

  private void record(int number, String... lines) throws IOException {
    Files.writeString(udev.resolve("c81:" + number), String.join("\n", lines) + "\n");
  }

  private void unplug(int number) throws IOException {
    Files.delete(dev.resolve("video" + number));
    Path folder = sysfs.resolve("video" + number);
    Files.delete(folder.resolve("name"));
    Files.delete(folder.resolve("index"));
    Files.delete(folder.resolve("dev"));
    Files.delete(folder);
  }

  private static Kind kind(Throwable thrown) {
    return ((SourceException) thrown).kind();
  }

  @Test
  void nodesForMetadataAreNoCameras() {
    assertThat(devices.attached()).extracting(Device::index).containsExactly(0, 2);
  }

  @Test
  void aCameraIsFoundByIndexPathNameAndPartOfItsName() throws IOException {
    assertThat(devices.find("2").path()).isEqualTo(dev.resolve("video2"));
    assertThat(devices.find(dev.resolve("video2").toString()).index()).isEqualTo(2);
    assertThat(devices.find("Integrated Camera").index()).isEqualTo(2);
    assertThat(devices.find("c920").index()).isZero();
    assertThat(devices.find("c920").label()).endsWith("video0 (HD Pro Webcam C920)\"");
  }

  @Test
  void aLinkLeadsToItsCamera() throws IOException {
    Path link = Files.createSymbolicLink(machine.resolve("usb-cam"), dev.resolve("video2"));
    assertThat(devices.find(link.toString()).name()).isEqualTo("Integrated Camera");
  }

  @Test
  void peopleWhoMerelyWatchSeeNoNames() throws IOException {
    Devices closed = new Devices(true, dev, sysfs, udev, node -> false);
    Path link = Files.createSymbolicLink(machine.resolve("my cam"), dev.resolve("video2"));
    Path lost = machine.resolve("lost cam");
    for (Devices each : new Devices[] {devices, closed}) {
      for (String wanted :
          new String[] {"geheim", "my \"geheim\" cam", "c920", "0", "7", link + "", lost + ""}) {
        Throwable thrown = catchThrowable(() -> each.find(wanted));
        if (thrown != null) {
          assertThat(Strangers.problem(thrown.getMessage(), "webcam:" + wanted))
              .startsWith("webcam ...: no ")
              .doesNotContain("geheim", "C920", "Integrated", "my cam", "lost", "video2")
              .doesNotContain(System.getProperty("user.name"));
        }
      }
    }
  }

  @Test
  void aCameraInAnotherPortIsFoundAgainByItsName() throws IOException {
    unplug(2);
    assertThatThrownBy(() -> devices.find("Integrated Camera"))
        .hasMessageContaining("\"Integrated Camera\"")
        .hasMessageContaining("C920")
        .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNPLUGGED));
    plug(3, "Integrated Camera", 0);
    assertThat(devices.find("Integrated Camera").path()).isEqualTo(dev.resolve("video3"));
  }

  @Test
  void aCameraThatIsNotThereIsSaidToBeUnplugged() {
    assertThatThrownBy(() -> devices.find("7"))
        .hasMessageContaining("video7")
        .hasMessageContaining("unplugged")
        .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNPLUGGED));
  }

  @Test
  void whoMayNotOpenItIsToldTheGroup() {
    Devices closed = new Devices(true, dev, sysfs, udev, node -> false);
    assertThatThrownBy(() -> closed.find("0"))
        .hasMessageContaining("no permission")
        .hasMessageContaining("video")
        .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNAUTHORIZED));
  }

  @Test
  void aCameraWhosePermissionsComeAMomentAfterItsNodeIsFound() throws IOException {
    AtomicInteger looks = new AtomicInteger();
    Devices late = new Devices(true, dev, sysfs, udev, node -> looks.incrementAndGet() > 3);
    assertThat(late.find("0").index()).isZero();
  }

  @Test
  void withoutSysfsTheNodesThemselvesAreListed() throws IOException {
    Files.createFile(dev.resolve("null"));
    Devices bare = new Devices(true, dev, machine.resolve("nothing"), udev, node -> true);
    assertThat(bare.attached()).extracting(Device::index).containsExactly(0, 1, 2);
  }

  @Test
  void otherSystemsKnowIndexesOnly() throws IOException {
    Devices elsewhere = new Devices(false, dev, sysfs, udev, node -> false);
    assertThat(elsewhere.find("1")).isEqualTo(new Device(1, null, ""));
    assertThat(elsewhere.attached()).isEmpty();
    assertThatThrownBy(() -> elsewhere.find("Integrated Camera"))
        .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNSUPPORTED));
  }

  @Test
  void aNameThatFitsTwoIsRefusedWithTheNamesThatTellThemApart() throws IOException {
    plug(4, "HD Pro Webcam C920", 0);
    link("by-path", "pci-0000:00:14.0-usb-0:5:1.0-video-index0", 0);
    link("by-path", "pci-0000:00:14.0-usbv2-0:5:1.0-video-index0", 0);
    for (String wanted : new String[] {"HD Pro Webcam C920", "c920", "web"}) {
      assertThatThrownBy(() -> devices.find(wanted))
          .hasMessageContaining("\"" + wanted + "\": 2 cameras are called so")
          .hasMessageContaining(
              dev.resolve("v4l/by-path/pci-0000:00:14.0-usb-0:5:1.0-video-index0") + "\"")
          .hasMessageContaining(dev.resolve("video4") + "\"") // which has no lasting name
          .hasMessageNotContaining("usbv2");
    }
    unplug(4);
    assertThat(devices.find("c920").index()).isZero();
  }

  @Test
  void aWholeNameIsMeantEvenIfItIsAPartOfAnother() throws IOException {
    plug(4, "Integrated Camera: IR", 0);
    assertThat(devices.find("Integrated Camera").index()).isEqualTo(2);
    assertThatThrownBy(() -> devices.find("integrated")).hasMessageContaining("2 cameras");
  }

  @Test
  void aByIdNameOfTwoCamerasIsRefused() throws IOException {
    String id = "usb-046d_C270_HD_WEBCAM_200901010001-video-index0";
    plug(4, "C270 HD WEBCAM", 0);
    plug(6, "C270 HD WEBCAM", 0);
    Path shared = link("by-id", id, 6); // udev has one link for both
    Path fourth = link("by-path", "platform-xhci-hcd.1-usb-0:1:1.0-video-index0", 4);
    Path sixth = link("by-path", "platform-xhci-hcd.0-usb-0:1:1.0-video-index0", 6);
    record(4, "S:v4l/by-id/" + id, "E:ID_V4L_CAPABILITIES=:capture:");
    record(6, "S:v4l/by-id/" + id, "E:ID_V4L_CAPABILITIES=:capture:");
    for (String wanted : new String[] {shared + "", id, "by-id/" + id, "v4l/by-id/" + id}) {
      assertThatThrownBy(() -> devices.find(wanted))
          .hasMessageContaining("2 cameras")
          .hasMessageContaining(fourth + "\"")
          .hasMessageContaining(sixth + "\"")
          .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNSUPPORTED));
    }
    assertThat(devices.find(fourth.toString()).index()).isEqualTo(4);
    Files.delete(udev.resolve("c81:4"));
    unplug(4);
    assertThat(devices.find(id).index()).isEqualTo(6);
  }

  @Test
  void namesInByIdAndByPathAreKnownWithoutTheirFolder() throws IOException {
    link("by-id", "usb-Chicony_Integrated_Camera-video-index0", 2);
    link("by-path", "pci-0000:00:14.0-usb-0:8:1.0-video-index0", 2);
    for (String wanted :
        new String[] {
          "usb-Chicony_Integrated_Camera-video-index0",
          "by-path/pci-0000:00:14.0-usb-0:8:1.0-video-index0",
          "pci-0000:00:14.0-usb-0:8:1.0-video-index0"
        }) {
      assertThat(devices.find(wanted).name()).isEqualTo("Integrated Camera");
    }
    assertThatThrownBy(() -> devices.find("by-id/../../video2")).hasMessageContaining("no camera");
  }

  @Test
  void aLinkThatLeadsNowhereIsAnUnpluggedCamera() throws IOException {
    link("by-id", "usb-gone-video-index0", 9);
    assertThatThrownBy(() -> devices.find("usb-gone-video-index0"))
        .hasMessageContaining("no camera where that link leads")
        .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNPLUGGED));
  }

  @Test
  void whatUdevKnowsToCaptureNothingIsRefusedByItsNumberToo() throws IOException {
    record(1, "E:ID_V4L_CAPABILITIES=:");
    assertThatThrownBy(() -> devices.find("1"))
        .hasMessageContaining("video1 (HD Pro Webcam C920)\": no camera")
        .hasMessageContaining("VIDEO_CAPTURE")
        .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.NO_VIDEO));
    Files.delete(udev.resolve("c81:1"));
    assertThat(devices.find("1").index()).isEqualTo(1); // without evidence, opening it will tell
  }

  @Test
  void aSecondNodeThatCapturesIsACameraToo() throws IOException {
    record(0, "E:ID_V4L_CAPABILITIES=:capture:");
    record(1, "E:ID_V4L_CAPABILITIES=:capture:");
    assertThat(devices.attached()).extracting(Device::index).containsExactly(0, 1, 2);
  }

  @Test
  void nodesThatAContainerWasNotGivenAreNotListed() throws IOException {
    Files.delete(dev.resolve("video0"));
    assertThat(devices.attached()).extracting(Device::index).containsExactly(2);
    assertThatThrownBy(() -> devices.find("c920")).hasMessageContaining("no camera of that name");
  }

  @Test
  void namesOfAnyBytesAreShownOnOneLineAndDoNoHarm() throws IOException {
    plug(4, "bad", 0);
    Files.write(
        sysfs.resolve("video4/name"), new byte[] {'C', 'a', 'm', (byte) 0xE9, 27, '[', 10, '"'});
    assertThat(devices.attached()).hasSize(3);
    assertThat(devices.find("cam\ufffd").label()).endsWith("video4 (Cam\ufffd [ ')\"");
    for (String odd : new String[] {"\0", "a\0b", "/dev/\0", "..", "%", "\u2028"}) {
      assertThatThrownBy(() -> devices.find(odd)).isInstanceOf(SourceException.class);
    }
  }

  @Test
  void sixtyFourNodesAreNoTrouble() throws IOException {
    for (int i = 3; i < 64; i++) {
      plug(i, "Camera " + i, i % 2 == 0 ? 0 : 1);
      record(i, "E:ID_V4L_CAPABILITIES=" + (i % 2 == 0 ? ":capture:" : ":"));
    }
    assertThat(devices.attached()).hasSize(32);
    assertThat(devices.find("Camera 62").index()).isEqualTo(62);
    assertThatThrownBy(() -> devices.find("63")).hasMessageContaining("no camera");
  }
}
