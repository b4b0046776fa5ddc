package org.entrazscaler.camel.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ScratchContextTest {

  /** A job that begins just before the context is closed may keep it open for ever. */
  @Test
  void schedulesAreReadAndNoJobBegins() throws Exception {
    try (ScratchContext scratch = ScratchContext.like(new DefaultCamelContext())) {
      scratch.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("quartz:every/second?cron=*+*+*+*+*+?").routeId("timed").to("log:second");
            }
          });

      scratch.start();

      assertEquals(1, scratch.getRoutesSize());
      assertFalse(scratch.getComponent("quartz", QuartzComponent.class).getScheduler().isStarted());
    }
  }
}
