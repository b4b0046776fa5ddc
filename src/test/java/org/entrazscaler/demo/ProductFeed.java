package org.entrazscaler.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entrazscaler.operate.InstanceFile;
import org.entrazscaler.operate.InstanceLostException;
import org.entrazscaler.operate.RunningInstance;
import org.jspecify.annotations.Nullable;

/**
 * What the running product tells of itself by the commands {@code status --json} and {@code logs
 * --json}, on the way that the command line takes to a running instance. Not safe for use by
 * several threads.
 */
final class ProductFeed implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path instanceFile;
  private final Set<String> seen = new HashSet<>();
  private @Nullable RunningInstance instance;

  ProductFeed(Path workingDirectory) {
    instanceFile = InstanceFile.of("jdbc:h2:file:./data/state", workingDirectory);
  }

  /** The product's status; null while it cannot be asked. */
  @Nullable JsonNode status() {
    String text = ask(found -> found.bean().status(true).getText());
    return text == null ? null : read(text);
  }

  /** The entries of the provisioning log that have come since the last call, oldest first. */
  List<JsonNode> newEntries() {
    String text = ask(found -> found.bean().logs("json", "2m", "", "", "").getText());
    List<JsonNode> entries = new ArrayList<>();
    if (text != null) {
      Set<String> present = new HashSet<>();
      text.lines()
          .map(ProductFeed::read)
          .forEach(
              entry -> {
                String id = entry.path("changeId").asText();
                present.add(id);
                if (seen.add(id)) {
                  entries.add(entry);
                }
              });
      seen.retainAll(present);
    }
    return entries;
  }

  private interface Question {
    String to(RunningInstance found);
  }

  private @Nullable String ask(Question question) {
    RunningInstance found = instance;
    if (found == null) {
      found = RunningInstance.find(instanceFile).orElse(null);
      instance = found;
    }
    if (found == null) {
      return null;
    }
    try {
      return question.to(found);
    } catch (InstanceLostException e) {
      close();
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

  @Override
  public void close() {
    RunningInstance found = instance;
    instance = null;
    if (found != null) {
      found.close();
    }
  }
}
