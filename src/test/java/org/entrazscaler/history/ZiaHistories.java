package org.entrazscaler.history;

import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** Histories of a company with Zscaler Internet Access. */
class ZiaHistories extends Histories {

  @Override
  Site open() {
    return new Site("zia", ZscalerOptions.zia());
  }
}
