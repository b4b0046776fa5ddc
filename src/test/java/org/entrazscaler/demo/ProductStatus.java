package org.entrazscaler.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.entrazscaler.instance.InstanceFile;
import org.entrazscaler.instance.InstanceLostException;
import org.entrazscaler.instance.RunningInstance;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code status --json} of the running program, read in the same way as by the
 * command line.
 */
final class ProductStatus {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path instanceFile;

  ProductStatus(Path workingDirectory) {
    instanceFile = InstanceFile.of("jdbc:h2:file:./data/state", workingDirectory);
  }

  /** The status of the program; null while it does not answer. */
  @Nullable JsonNode status() {
    try {
      return RunningInstance.find(instanceFile)
          .map(instance -> read(instance.commands().status(true).getText()))
          .orElse(null);
    } catch (InstanceLostException e) {
      return null;
    }
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the program answered with text that is not JSON", e);
    }
  }
}
