package org.entrazscaler.camel.reload;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Checks the Mustache templates in routes, such as those of the mails. Camel compiles a template
 * only when it is used.
 */
final class TemplateCheck {

  private static final String HEADER = "MustacheTemplate";
  private static final String SCHEME = "mustache:";

  /** The end of a compiler message: name and line of the template. */
  private static final Pattern PLACE = Pattern.compile(" ?(in \\S*:\\d+ )?@\\[.*:(\\d+)]$");

  /**
   * A template that cannot be compiled.
   *
   * @param header the line of the file in which its {@code setHeader} begins, from 1
   * @param line the line of the template, from 1; 0 if the error has none
   * @param reason the compiler's message
   */
  record Broken(int header, int line, String reason) {}

  private final List<Broken> broken = new ArrayList<>();
  private @Nullable SetHeaderDefinition template;

  private TemplateCheck() {}

  /** The templates of a route that cannot be compiled. */
  static List<Broken> of(RouteDefinition route) {
    TemplateCheck check = new TemplateCheck();
    check.checkSteps(route.getOutputs());
    return check.broken;
  }

  private void checkSteps(List<ProcessorDefinition<?>> steps) {
    for (ProcessorDefinition<?> step : steps) {
      if (step instanceof SetHeaderDefinition header && HEADER.equals(header.getName())) {
        template = header;
      } else if (step instanceof ToDefinition to && to.getUri().startsWith(SCHEME)) {
        compile(to.getUri());
      }
      checkSteps(step.getOutputs());
    }
  }

  private void compile(String uri) {
    if (template == null) {
      return;
    }
    Map<String, Object> options = options(uri);
    String text = template.getExpression().getExpression();
    try {
      new DefaultMustacheFactory()
          .compile(
              new StringReader(text),
              "",
              String.valueOf(options.getOrDefault("startDelimiter", "{{")),
              String.valueOf(options.getOrDefault("endDelimiter", "}}")));
    } catch (MustacheException e) {
      String message = String.valueOf(e.getMessage());
      Matcher place = PLACE.matcher(message);
      boolean placed = place.find();
      broken.add(
          new Broken(
              template.getLineNumber(),
              placed ? Integer.parseInt(place.group(2)) : 0,
              placed ? message.substring(0, place.start()) : message));
    }
    template = null;
  }

  private static Map<String, Object> options(String uri) {
    try {
      return URISupport.parseQuery(URISupport.extractQuery(uri));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
