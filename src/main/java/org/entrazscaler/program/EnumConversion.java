package org.entrazscaler.program;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.converter.EnumTypeConverter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.SimpleTypeConverter;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.graph.ObjectType;

/**
 * Converts texts of routes to the enums that steps have as parameters. Camel can do that, but
 * before each conversion it compares the enum with all type converters, to find one of its own.
 */
public final class EnumConversion extends MainListenerSupport {

  private static final EnumTypeConverter CONVERTER = new EnumTypeConverter();

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    CamelContext camel = main.getCamelContext();
    addTo(camel, ObjectType.class);
    addTo(camel, CycleKind.class);
  }

  /** Adds the conversion to an enum. */
  static void addTo(CamelContext camel, Class<? extends Enum<?>> type) {
    // Without an exchange Camel's converter does not look for other converters.
    camel
        .getTypeConverterRegistry()
        .addTypeConverter(
            type,
            String.class,
            new SimpleTypeConverter(
                false, (to, exchange, value) -> CONVERTER.convertTo(to, null, value)));
  }
}
