package org.entrazscaler.camel;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;

/** Names of the exchange variables by which the steps of the routes hand things on. */
public final class ExchangeVariables {

  /**
   * Begins the headers in which Camel counts the attempts. Without them every attempt is the first
   * one, and there is no last.
   */
  private static final String ATTEMPTS = "CamelRedeliver";

  /** What was attempted is done: the next step has all its attempts again. */
  public static void resetAttempts(Map<String, Object> headers) {
    headers.keySet().removeIf(ExchangeVariables::ofAttempts);
  }

  /** The same on an exchange. */
  public static void resetAttempts(Exchange exchange) {
    resetAttempts(exchange.getMessage().getHeaders());
  }

  /** Leaves nothing of what the message was before it becomes a request, but the attempts. */
  public static void clearHeaders(Map<String, Object> headers) {
    headers.keySet().removeIf(name -> !ofAttempts(name));
  }

  private static boolean ofAttempts(String header) {
    return header.startsWith(ATTEMPTS);
  }

  /**
   * What failed before on this exchange is past, such as a question that Graph answered with 404:
   * Camel hands a failure to the dead-letter channel only if the exchange has not failed before.
   */
  public static void clearFailures(Exchange exchange) {
    ExchangeExtension extension = exchange.getExchangeExtension();
    extension.setFailureHandled(false);
    extension.setErrorHandlerHandled(null);
    extension.setRedeliveryExhausted(false);
  }

  /** {@code String}: the link of Graph that is asked for. */
  public static final String GRAPH_LINK = "graphLink";

  /** {@code String}: {@code USER} or {@code GROUP}, what is being read. */
  public static final String OBJECT_TYPE = "objectType";

  /** {@link org.entrazscaler.entra.GraphList}: the list of Graph that is being read. */
  public static final String GRAPH_LIST = "graphList";

  /** {@code SchemaPages}: what was read of the schemas of the target. */
  public static final String SCHEMAS = "schemas";

  /** {@code Subject}: the user or group that is being planned. */
  public static final String SUBJECT = "subject";

  /** {@code Boolean}: whether the scoping filter lets it through. */
  public static final String IN_SCOPE = "inScope";

  /** {@code MappedObject}: what the mapping has just made of it. */
  public static final String MAPPED = "mapped";

  /** {@code ObjectNode}: the account at hand that no link names. */
  public static final String ACCOUNT = "account";

  /** {@code Write}: the planned change at hand. */
  public static final String WRITE = "write";

  /** {@code ScimRequest}: the request at hand. */
  public static final String REQUEST = "request";

  /** {@code StoredChange}: the planned change that wants the name which is asked for. */
  public static final String WAITING_CHANGE = "waitingChange";

  /**
   * {@code GatheredChanges}: what was read beside a cycle; absent where all is taken in at once.
   */
  public static final String GATHERED = "gathered";

  /** {@code OnDemandRequest}: the object for which a person has asked by name. */
  public static final String ON_DEMAND = "onDemand";

  /** {@code ObjectKey}: the source object that is claimed. */
  public static final String LOCKED_OBJECT = "lockedObject";

  /**
   * {@code String}: name of the {@link org.entrazscaler.zscaler.Lane} in which its requests wait
   * for the pace.
   */
  public static final String LANE = "lane";

  /** {@code CycleToUndo}: the cycle that is being undone. */
  public static final String CYCLE_TO_UNDO = "cycleToUndo";

  /** {@code UndoneObject}: the object of that cycle at hand. */
  public static final String UNDONE_OBJECT = "undoneObject";

  /** {@code String}: why no cycle is run, in words; absent if one may be. */
  public static final String QUARANTINE_REASON = "quarantineReason";

  /** {@code Digest}: what the mail tells. */
  public static final String DIGEST = "digest";

  private ExchangeVariables() {}
}
