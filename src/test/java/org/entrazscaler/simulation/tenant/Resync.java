package org.entrazscaler.simulation.tenant;

/** How Graph says that a delta token is no longer valid. */
public enum Resync {
  /** 410 with a {@code Location} that holds a delta URL without state. */
  GONE_WITH_LOCATION(410, "resyncRequired"),
  /** 410 with the code alone. */
  GONE(410, "resyncRequired"),
  /** 400 with the code {@code syncStateNotFound}. */
  SYNC_STATE_NOT_FOUND(400, "syncStateNotFound"),
  /** 404 with the code {@code syncStateNotFound}. */
  SYNC_STATE_NOT_FOUND_404(404, "syncStateNotFound");

  private final int status;
  private final String code;

  Resync(int status, String code) {
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
