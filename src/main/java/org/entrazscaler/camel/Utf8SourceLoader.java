package org.entrazscaler.camel;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.dsl.support.SourceLoader;
import org.apache.camel.spi.Resource;
import org.entrazscaler.text.NotUtf8Exception;
import org.entrazscaler.text.Utf8;

/**
 * Reads route files in UTF-8, as the check does. Camel's own loader uses the platform's charset.
 * Camel finds this loader by its type in the registry.
 */
public final class Utf8SourceLoader implements SourceLoader {

  @Override
  public String loadResource(Resource resource) throws IOException {
    try (InputStream stream = resource.getInputStream()) {
      if (stream == null) {
        throw new IOException(resource.getLocation() + " does not exist");
      }
      return Utf8.decode(stream.readAllBytes());
    } catch (NotUtf8Exception e) {
      throw new IOException(resource.getLocation() + " " + e.getMessage(), e);
    }
  }
}
