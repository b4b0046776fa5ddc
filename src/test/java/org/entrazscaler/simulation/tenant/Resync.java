package org.entrazscaler.simulation.tenant;

/**
 * The answers with which Graph refuses an expired link: those of its documentation, and those that
 * programs have received (microsoftgraph/microsoft-graph-docs #1000, #2350, #2877).
 */
public enum Resync {
  /** 410 with a {@code Location} that holds a delta URL without state. */
  GONE_WITH_LOCATION(410, "resyncRequired"),
  /** 410 with the code alone. */
  GONE(410, "resyncRequired"),
  /** 400 with the code {@code syncStateNotFound}. */
  SYNC_STATE_NOT_FOUND(400, "syncStateNotFound"),
  /** 404 with the code {@code syncStateNotFound}. */
  SYNC_STATE_NOT_FOUND_404(404, "syncStateNotFound"),
  /** 410 with the code {@code SyncStateNotFound}. */
  SYNC_STATE_GONE(410, "SyncStateNotFound"),
  /** 400 with the code {@code SyncStateInvalid}. */
  SYNC_STATE_INVALID(400, "SyncStateInvalid"),
  /** 400 with the code {@code resyncRequired}. */
  RESYNC_REQUIRED(400, "resyncRequired"),
  /** 400 with a code that does not mention links. */
  BAD_REQUEST(400, "Badrequest"),
  /** 400 with the code {@code Request_BadRequest}. */
  REQUEST_BAD_REQUEST(400, "Request_BadRequest"),
  /** 400 without a code. */
  NO_CODE(400, ""),
  /** 400 with the code {@code InvalidDeltaToken}. */
  INVALID_DELTA_TOKEN(400, "InvalidDeltaToken"),
  /** 400 with the code {@code Directory_ExpiredPageToken}. */
  EXPIRED_PAGE_TOKEN(400, "Directory_ExpiredPageToken"),
  /** 400 with the code {@code directoryExpiredPageToken}. */
  EXPIRED_PAGE_TOKEN_OTHERWISE(400, "directoryExpiredPageToken"),
  /** 404 with the code {@code UnknownError}, which names no resource. */
  UNKNOWN_ERROR(404, "UnknownError"),
  /** 409 with the code {@code Conflict}. */
  CONFLICT(409, "Conflict"),
  /** 414 with the code {@code UriTooLong}. */
  TOO_LONG(414, "UriTooLong"),
  /** 422 with the code {@code unprocessableEntity}. */
  UNPROCESSABLE(422, "unprocessableEntity");

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
