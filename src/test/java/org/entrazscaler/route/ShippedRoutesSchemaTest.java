package org.entrazscaler.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ShippedRoutesSchemaTest {

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRouteFileMeetsCamelsSchema(Path file) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
      assertNotNull(in);
      JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(in);
      Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      JsonNode json = new ObjectMapper().valueToTree(yaml);
      assertEquals(Set.of(), schema.validate(json));
    }
  }
}
