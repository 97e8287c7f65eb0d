package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.spring.example.CamerasApp;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** What docs/spring.md says. Its Java is looked at with that of all other pages. */
class DocsTest {
  private static final Path DOCS = Path.of("../../docs/spring.md");
  private static final Path PROPERTIES =
      Path.of("src/test/resources/example/application.properties");

  @Test
  void eachPropertyHasARow() throws Exception {
    String docs = Files.readString(DOCS);
    for (String name : MetadataTest.names(FramecastProperties.class, "framecast.")) {
      if (!name.equals("framecast.cameras")) {
        assertThat(docs).contains("| `" + name);
      }
    }
    String cameras = docs.substring(docs.indexOf("| `framecast.cameras.ID.`"));
    for (RecordComponent each : CameraProperties.class.getRecordComponents()) {
      assertThat(cameras)
          .contains("`" + DataObjectPropertyName.toDashedForm(each.getName()))
          .as(each.getName());
    }
  }

  @Test
  void theExampleRunsWithThePropertiesThatAreShown() throws Exception {
    assertThat(Files.readString(DOCS))
        .contains("```properties\n" + Files.readString(PROPERTIES) + "```");
    try (App app =
        App.start(
            App.Server.TOMCAT,
            CamerasApp.class,
            "spring.config.location=classpath:/example/",
            "server.port=0")) {
      assertThat(app.get("/cameras/cameras").body())
          .contains("Front door", "yard", "heap", "gate-3");
      assertThat(app.get("/cameras/cameras/door/snapshot.jpg").statusCode()).isEqualTo(200);
      try (var door = app.open("/door").body()) {
        App.awaitParts(door, 2);
      }
    }
  }
}
