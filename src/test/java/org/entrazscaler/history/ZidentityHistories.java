package org.entrazscaler.history;

import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** Histories of a company with ZIdentity. */
class ZidentityHistories extends Histories {

  @Override
  Site open() {
    return new Site("zidentity", ZscalerOptions.zidentity());
  }
}
