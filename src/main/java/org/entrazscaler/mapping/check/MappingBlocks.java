package org.entrazscaler.mapping.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.text.Utf8;

/** Reads mappings and filters from route files. */
public final class MappingBlocks {

  private static final String USERS = "map-user";

  private MappingBlocks() {}

  /**
   * The mapping of users.
   *
   * @param folder the folder of route files
   * @return the mapping in the route {@code map-user}; empty if there is none
   * @throws IOException if a file cannot be read
   * @throws org.entrazscaler.language.LanguageException if the mapping has an error; {@link
   *     MappingCheck} reports it with its position in the file
   */
  public static Optional<Mapping> ofUsers(Path folder) throws IOException {
    return block(folder, "mapping", USERS).map(Mapping::compile);
  }

  /**
   * The text of a block.
   *
   * @param folder the folder of route files
   * @param language the language of the block
   * @param routeId the id of the route that contains it
   * @return the first such block, unchecked; empty if there is none
   * @throws IOException if a file cannot be read
   */
  public static Optional<String> block(Path folder, String language, String routeId)
      throws IOException {
    for (Path path : MappingCheck.routeFiles(folder)) {
      String content = Utf8.read(path);
      for (LanguageBlock block : RouteFile.read(path.toString(), content).blocks()) {
        if (block.language().equals(language) && routeId.equals(block.routeId())) {
          return Optional.of(block.text());
        }
      }
    }
    return Optional.empty();
  }
}
