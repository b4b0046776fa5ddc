package org.entrazscaler.camel.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.engine.DefaultExecutorServiceManager;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A context in which routes are built but never started. It uses the beans, properties and thread
 * pool profiles of the program's context. What it binds itself disappears with it.
 */
final class ScratchContext extends RouteContext {

  private ScratchContext(DefaultRegistry registry) {
    super(registry);
    build();
  }

  static ScratchContext like(CamelContext program) {
    DefaultRegistry registry = new DefaultRegistry(program.getRegistry());
    ScratchContext scratch = new ScratchContext(registry);
    registry.setCamelContext(scratch);
    scratch.getCamelContextExtension().setName("check");
    scratch.disableJMX();
    scratch.setAutoStartup(false);
    scratch.setSourceLocationEnabled(true);
    scratch.setStartupSummaryLevel(StartupSummaryLevel.Off);
    scratch.getPropertiesComponent().addPropertiesSource(new PropertiesOf(program));
    scratch.setExecutorServiceManager(new ProfilesOf(scratch, program));
    scratch.addComponent("quartz", readingSchedules());
    return scratch;
  }

  /**
   * A Quartz component that parses schedules but starts no job. Camel would start its scheduler
   * with the context, even if no route is started. Closing the context waits until no worker of the
   * scheduler is busy, and this wait has been seen to last for ever if a job began just before. The
   * scheduler is not registered in JMX, which would only take time.
   */
  private static QuartzComponent readingSchedules() {
    QuartzComponent quartz = new QuartzComponent();
    quartz.setAutoStartScheduler(false);
    quartz.setEnableJmx(false);
    return quartz;
  }

  private record PropertiesOf(CamelContext program) implements PropertiesSource {
    @Override
    public String getName() {
      return "program";
    }

    @Override
    public @Nullable String getProperty(String name) {
      return program.getPropertiesComponent().resolveProperty(name).orElse(null);
    }
  }

  private static final class ProfilesOf extends DefaultExecutorServiceManager {

    private final CamelContext program;

    ProfilesOf(CamelContext scratch, CamelContext program) {
      super(scratch);
      this.program = program;
    }

    @Override
    public @Nullable ThreadPoolProfile getThreadPoolProfile(String id) {
      ThreadPoolProfile own = super.getThreadPoolProfile(id);
      return own != null ? own : program.getExecutorServiceManager().getThreadPoolProfile(id);
    }
  }
}
