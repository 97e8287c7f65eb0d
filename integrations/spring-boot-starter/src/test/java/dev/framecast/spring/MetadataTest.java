package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** What IDEs complete properties by. */
class MetadataTest {

  /** All of them but those of a single camera. */
  static List<String> names(Class<?> type, String prefix) {
    List<String> names = new ArrayList<>();
    for (RecordComponent each : type.getRecordComponents()) {
      String name = prefix + DataObjectPropertyName.toDashedForm(each.getName());
      if (each.getType().isRecord()) {
        names.addAll(names(each.getType(), name + "."));
      } else {
        names.add(name);
      }
    }
    return names;
  }

  @Test
  void eachPropertyIsInTheMetadataWithADescription() throws Exception {
    String metadata;
    try (InputStream in =
        getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      metadata = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(names(FramecastProperties.class, "framecast.")).hasSizeGreaterThan(15);
    for (String name : names(FramecastProperties.class, "framecast.")) {
      int at = metadata.indexOf("\"name\": \"" + name + "\"");
      assertThat(at).as(name).isPositive();
      String entry = metadata.substring(at, metadata.indexOf('}', at));
      assertThat(entry).as(name).contains("\"description\": \"");
    }
    assertThat(metadata)
        .contains("\"management.health.framecast.enabled\"")
        .contains("java.util.Map<java.lang.String,dev.framecast.spring.CameraProperties>");
  }
}
