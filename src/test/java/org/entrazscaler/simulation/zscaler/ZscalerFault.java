package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.entrazscaler.simulation.http.Fault;

/** A fault of one request that only Zscaler has. */
public sealed interface ZscalerFault extends Fault {

  /** The request is not carried out and answered with this status and body. */
  record Refusal(int status, String contentType, String body) implements ZscalerFault {}

  /** The request is carried out; the JSON of its answer is changed before it is sent. */
  record Changed(Consumer<ObjectNode> change) implements ZscalerFault {}

  /** The request is not carried out and answered with 429. */
  record Throttled(ThrottleStyle style) implements ZscalerFault {}

  /** The token is replaced in the portal just before the request, which therefore gets 401. */
  record TokenRotated() implements ZscalerFault {}

  /** A SCIM error of this status. */
  static Fault status(int status) {
    Answer error = Answer.error(status, null, "Simulated failure");
    return new Refusal(status, Answer.SCIM, error.body());
  }

  /**
   * A SCIM error about an invalid request.
   *
   * @param scimType as in RFC 7644 section 3.12
   */
  static Fault refused(int status, String scimType, String detail) {
    return new Refusal(status, Answer.SCIM, Answer.error(status, scimType, detail).body());
  }

  /** See {@link Changed}. */
  static Fault changed(Consumer<ObjectNode> change) {
    return new Changed(change);
  }

  /** See {@link Throttled}. */
  static Fault throttled(ThrottleStyle style) {
    return new Throttled(style);
  }

  /**
   * 401 "Resource Access Blocked", which Zscaler can answer to bursts although the token is valid.
   */
  static Fault blocked() {
    return new Refusal(401, Answer.SCIM, Answer.error(401, null, "Resource Access Blocked").body());
  }

  /** See {@link TokenRotated}. */
  static Fault tokenRotated() {
    return new TokenRotated();
  }
}
