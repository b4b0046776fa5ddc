package org.entrazscaler.camel;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;

/** Names of the exchange variables that pass values between the steps of the routes. */
public final class ExchangeVariables {

  /**
   * Prefix of the headers in which Camel counts the attempts. Without them every attempt would be
   * the first one, and Camel would never stop.
   */
  private static final String ATTEMPTS = "CamelRedeliver";

  /** Resets the count of attempts, so that the next step has all its attempts again. */
  public static void resetAttempts(Map<String, Object> headers) {
    headers.keySet().removeIf(ExchangeVariables::isAttempts);
  }

  /** Resets the count of attempts of an exchange. */
  public static void resetAttempts(Exchange exchange) {
    resetAttempts(exchange.getMessage().getHeaders());
  }

  /** Removes all headers except the count of attempts, before a message becomes a request. */
  public static void clearHeaders(Map<String, Object> headers) {
    headers.keySet().removeIf(name -> !isAttempts(name));
  }

  private static boolean isAttempts(String header) {
    return header.startsWith(ATTEMPTS);
  }

  /**
   * Clears earlier failures of an exchange, such as a request that Graph answered with 404. Camel
   * passes a failure to the dead-letter channel only if the exchange has not failed before.
   */
  public static void clearFailures(Exchange exchange) {
    ExchangeExtension extension = exchange.getExchangeExtension();
    extension.setFailureHandled(false);
    extension.setErrorHandlerHandled(null);
    extension.setRedeliveryExhausted(false);
  }

  /** {@code String}: the link for the next request to Graph. */
  public static final String GRAPH_LINK = "graphLink";

  /** {@code String}: {@code USER} or {@code GROUP}, the type that is being read. */
  public static final String OBJECT_TYPE = "objectType";

  /** {@link org.entrazscaler.entra.GraphList}: the list of Graph that is being read. */
  public static final String GRAPH_LIST = "graphList";

  /** {@code SchemaPages}: the schemas of the target that were read so far. */
  public static final String SCHEMAS = "schemas";

  /** {@code Subject}: the user or group that is being planned. */
  public static final String SUBJECT = "subject";

  /** {@code Boolean}: whether the object passes its scoping filter. */
  public static final String IN_SCOPE = "inScope";

  /** {@code MappedObject}: the result of the mapping for the object. */
  public static final String MAPPED = "mapped";

  /** {@code ObjectNode}: the current account, which has no link. */
  public static final String ACCOUNT = "account";

  /** {@code Write}: the current write of a planned change. */
  public static final String WRITE = "write";

  /** {@code ScimRequest}: the current request to Zscaler. */
  public static final String REQUEST = "request";

  /** {@code Windows}: the changes that are written by windows. */
  public static final String WINDOWS = "windows";

  /** {@code Portion}: the changes that one bulk request may contain. */
  public static final String PORTION = "portion";

  /** {@code StoredChange}: the planned change that waits for the name that is looked up. */
  public static final String WAITING_CHANGE = "waitingChange";

  /** {@code GatheredChanges}: what an urgent pass has read; absent in a cycle. */
  public static final String GATHERED = "gathered";

  /** {@code OnDemandRequest}: the object to provision on demand. */
  public static final String ON_DEMAND = "onDemand";

  /** {@code ObjectKey}: the source object that is locked. */
  public static final String LOCKED_OBJECT = "lockedObject";

  /**
   * {@code String}: name of the {@link org.entrazscaler.zscaler.Lane} of the requests of the
   * exchange.
   */
  public static final String LANE = "lane";

  /** {@code CycleToUndo}: the cycle that is being undone. */
  public static final String CYCLE_TO_UNDO = "cycleToUndo";

  /** {@code UndoneObject}: the current object of the cycle to undo. */
  public static final String UNDONE_OBJECT = "undoneObject";

  /** {@code String}: why no cycle may run, in words; absent if one may run. */
  public static final String QUARANTINE_REASON = "quarantineReason";

  /** {@code Digest}: the content of the mail. */
  public static final String DIGEST = "digest";

  private ExchangeVariables() {}
}
