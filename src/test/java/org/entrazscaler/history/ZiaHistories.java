package org.entrazscaler.history;

import java.util.Map;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** Histories of a company with Zscaler Internet Access. */
class ZiaHistories extends Histories {

  @Override
  Site open() {
    return new Site("zia", ZscalerOptions.zia());
  }

  @Override
  Map<String, String> settings() {
    return Map.of();
  }
}
