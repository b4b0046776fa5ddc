package org.entrazscaler.history;

import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** Histories of a company with Zscaler Private Access, where disabling deletes. */
class ZpaHistories extends Histories {

  @Override
  Site open() {
    return new Site("zpa", ZscalerOptions.zpa());
  }
}
