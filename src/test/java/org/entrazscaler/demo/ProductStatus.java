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
 * What {@code status --json} says of the running product, asked on the way that the command line
 * takes to a running instance.
 */
final class ProductStatus {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path instanceFile;

  ProductStatus(Path workingDirectory) {
    instanceFile = InstanceFile.of("jdbc:h2:file:./data/state", workingDirectory);
  }

  /** The product's status; null while it cannot be asked. */
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
      throw new IllegalStateException("the product answered with something that is no JSON", e);
    }
  }
}
