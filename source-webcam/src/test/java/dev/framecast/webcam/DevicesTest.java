package dev.framecast.webcam;

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
  private Devices devices;

  @BeforeEach
  void attachTwo() throws IOException {
    dev = Files.createDirectory(machine.resolve("dev"));
    sysfs = Files.createDirectory(machine.resolve("sys"));
    devices = new Devices(true, dev, sysfs, node -> true);
    plug(0, "HD Pro Webcam C920", 0);
    plug(1, "HD Pro Webcam C920", 1); // the first one's metadata
    plug(2, "Integrated Camera", 0);
  }

  private void plug(int number, String name, int index) throws IOException {
    Files.createFile(dev.resolve("video" + number));
    Path folder = Files.createDirectory(sysfs.resolve("video" + number));
    Files.writeString(folder.resolve("name"), name + "\n");
    Files.writeString(folder.resolve("index"), index + "\n");
  }

  private void unplug(int number) throws IOException {
    Files.delete(dev.resolve("video" + number));
    Path folder = sysfs.resolve("video" + number);
    Files.delete(folder.resolve("name"));
    Files.delete(folder.resolve("index"));
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
    Devices closed = new Devices(true, dev, sysfs, node -> false);
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
    Devices closed = new Devices(true, dev, sysfs, node -> false);
    assertThatThrownBy(() -> closed.find("0"))
        .hasMessageContaining("no permission")
        .hasMessageContaining("video")
        .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNAUTHORIZED));
  }

  @Test
  void aCameraWhosePermissionsComeAMomentAfterItsNodeIsFound() throws IOException {
    AtomicInteger looks = new AtomicInteger();
    Devices late = new Devices(true, dev, sysfs, node -> looks.incrementAndGet() > 3);
    assertThat(late.find("0").index()).isZero();
  }

  @Test
  void withoutSysfsTheNodesThemselvesAreListed() throws IOException {
    Files.createFile(dev.resolve("null"));
    Devices bare = new Devices(true, dev, machine.resolve("nothing"), node -> true);
    assertThat(bare.attached()).extracting(Device::index).containsExactly(0, 1, 2);
  }

  @Test
  void otherSystemsKnowIndexesOnly() throws IOException {
    Devices elsewhere = new Devices(false, dev, sysfs, node -> false);
    assertThat(elsewhere.find("1")).isEqualTo(new Device(1, null, ""));
    assertThat(elsewhere.attached()).isEmpty();
    assertThatThrownBy(() -> elsewhere.find("Integrated Camera"))
        .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNSUPPORTED));
  }
}
