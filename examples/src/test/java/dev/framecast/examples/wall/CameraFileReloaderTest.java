package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CameraFileReloaderTest {
  private static final String DOOR = "door=test:320x180@5#label=door\n";
  private static final String YARD = "yard=test:320x180@5#label=yard\n";

  private final Cameras cameras = new Cameras();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  @TempDir private Path folder;
  private Path file;
  private CameraFileReloader reloader;

  @BeforeEach
  void begin() throws IOException {
    file = Files.writeString(folder.resolve("cameras"), DOOR + YARD);
    reloader = new CameraFileReloader(file, cameras, Set.of("taken"), told::add);
  }

  @AfterEach
  void end() {
    reloader.close();
    cameras.close();
  }

  private List<String> ids() {
    return cameras.all().stream().map(Camera::id).toList();
  }

  /** As often as it takes until what is there now is taken. */
  private String change(String text) throws IOException {
    Files.writeString(file, text);
    reloader.look();
    reloader.look();
    reloader.look();
    return String.join("; ", told.stream().toList());
  }

  @Test
  void camerasAreAddedRemovedAndChangedWithoutTouchingTheOthers() throws Exception {
    reloader.load();
    assertThat(ids()).containsExactly("door", "yard");
    Camera door = cameras.find("door");
    Camera yard = cameras.find("yard");
    assertThat(change("new=test:320x180@5\n" + YARD + "yard.name=The yard\n" + DOOR))
        .isEqualTo("added new, changed yard");
    assertThat(cameras.find("door")).isSameAs(door);
    assertThat(cameras.find("yard")).as("its viewers stay").isSameAs(yard);
    assertThat(ids()).containsExactly("door", "yard", "new");
    assertThat(cameras.find("yard").status().name()).isEqualTo("The yard");
    told.clear();
    assertThat(change(DOOR + "yard=test:640x360@9\n")).isEqualTo("removed new, changed yard");
    assertThat(cameras.find("yard")).as("also with another source").isSameAs(yard);
    assertThat(yard.name()).isEqualTo("yard");
    told.clear();
    assertThat(change(DOOR)).isEqualTo("removed yard");
    assertThat(ids()).containsExactly("door");
    assertThat(cameras.find("door")).isSameAs(door);
  }

  @Test
  void aChangeIsTakenOnlyWhenItWasReadTwice() throws Exception {
    reloader.load();
    Files.writeString(file, DOOR);
    reloader.look();
    Files.writeString(file, DOOR + YARD + "new=test:320x180@5");
    reloader.look();
    assertThat(ids()).containsExactly("door", "yard");
    reloader.look();
    assertThat(ids()).containsExactly("door", "yard", "new");
    assertThat(told).containsExactly("added new");
  }

  @Test
  void anErrorIsToldOnceAndTheCamerasStay() throws Exception {
    reloader.load();
    assertThat(change(DOOR + "yard=test:secret")).startsWith("line 2 (yard): a test address must");
    reloader.look();
    reloader.look();
    assertThat(told).hasSize(1).first().asString().endsWith("; the cameras stay as they are");
    assertThat(told.peek()).doesNotContain("secret");
    assertThat(ids()).containsExactly("door", "yard");
    told.clear();
    assertThat(change(DOOR + YARD)).isEqualTo("nothing changed");
  }

  @Test
  void aCameraThatCannotBeAddedKeepsNoOtherFromIt() throws Exception {
    reloader.load();
    cameras.add("new", "test:320x180@5"); // by the app itself
    assertThat(change("new=test:320x180@5\n" + DOOR + "later=test:320x180@5\n"))
        .isEqualTo("removed yard, not added new: java.lang.IllegalArgumentException, added later");
    assertThat(ids()).containsExactly("door", "new", "later");
  }

  @Test
  void anEmptyFileTakesNoCameraAway() throws Exception {
    reloader.load();
    assertThat(change("")).startsWith("no cameras in it");
    assertThat(ids()).containsExactly("door", "yard");
  }

  @Test
  void aFileThatIsGoneIsToldOnceAndFollowedAgainWhenItIsBack() throws Exception {
    reloader.load();
    Files.delete(file);
    reloader.look();
    reloader.look();
    assertThat(told).containsExactly("the file cannot be read; the cameras stay as they are");
    assertThat(ids()).containsExactly("door", "yard");
    told.clear();
    Path next = Files.writeString(folder.resolve("next"), YARD);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    reloader.look();
    reloader.look();
    assertThat(told).containsExactly("removed door");
  }

  /** Kubernetes' volumes: each file links to ..data/FILE, and ..data to the newest folder. */
  @Test
  void aVolumeOfKubernetesIsFollowedWhenItsFolderIsSwapped() throws Exception {
    Path volume = Files.createDirectory(folder.resolve("volume"));
    Path before = Files.createDirectory(volume.resolve("..2026_01"));
    Path after = Files.createDirectory(volume.resolve("..2026_02"));
    Files.writeString(before.resolve("cameras"), DOOR + YARD);
    Files.writeString(after.resolve("cameras"), DOOR);
    Path data = Files.createSymbolicLink(volume.resolve("..data"), before.getFileName());
    Path link = Files.createSymbolicLink(volume.resolve("cameras"), Path.of("..data", "cameras"));
    try (CameraFileReloader follower = new CameraFileReloader(link, cameras, Set.of(), told::add)) {
      follower.load();
      assertThat(ids()).containsExactly("door", "yard");
      Path next = Files.createSymbolicLink(volume.resolve("..data_tmp"), after.getFileName());
      Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(before.resolve("cameras"));
      Files.delete(before);
      follower.look();
      follower.look();
      assertThat(told).containsExactly("removed yard");
      assertThat(ids()).containsExactly("door");
    }
  }

  @Test
  void whatIsNoFileOrTooLargeIsRefused() throws Exception {
    Files.write(file, new byte[2 << 20]);
    assertThatThrownBy(reloader::load).hasMessageContaining("of 1 MB at most");
    Files.delete(file);
    assertThatThrownBy(reloader::load).hasMessageContaining("a file that can be read");
    Files.createDirectory(file);
    assertThatThrownBy(reloader::load).hasMessageContaining("a file that can be read");
    assertThat(ids()).isEmpty();
  }

  @Test
  void aFileThatIsBeingWrittenAtTheStartIsReadUntilItStaysAsItIs() throws Exception {
    List<String> texts = new ArrayList<>(List.of(DOOR + "ya", DOOR + YARD, DOOR + YARD));
    Files.writeString(file, DOOR.substring(0, 8));
    reloader.load(() -> Files.writeString(file, texts.remove(0)));
    assertThat(texts).isEmpty();
    assertThat(ids()).containsExactly("door", "yard");
  }

  @Test
  void aFileThatChangesAllTheTimeCannotBeRead() throws Exception {
    assertThatThrownBy(
            () -> reloader.load(() -> Files.writeString(file, "#\n", StandardOpenOption.APPEND)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a file that can be read");
    assertThat(ids()).isEmpty();
  }

  @Test
  void aFileThatWasWrittenLongAgoIsNotWaitedFor() throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(10)));
    reloader.load(
        () -> {
          throw new AssertionError("it waits");
        });
    assertThat(ids()).containsExactly("door", "yard");
  }

  @Test
  void nothingIsAddedWhereOneIsWrong() throws Exception {
    Files.writeString(file, DOOR + YARD + "taken=test:320x180@5");
    assertThatThrownBy(reloader::load).hasMessage("line 3 (taken): there is one already");
    assertThat(ids()).isEmpty();
  }

  @Test
  void changesAreFollowedOnAThread() throws Exception {
    reloader.load();
    reloader.start();
    Files.writeString(file, YARD);
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("removed door");
    reloader.close();
  }

  @Test
  void whenTheCamerasAreClosedNothingIsTold() throws Exception {
    reloader.load();
    reloader.close();
    cameras.close();
    assertThat(change(DOOR + "new=test:320x180@5")).isEmpty();
  }
}
