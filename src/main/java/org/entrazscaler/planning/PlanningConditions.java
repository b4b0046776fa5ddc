package org.entrazscaler.planning;

import org.apache.camel.Body;
import org.entrazscaler.target.Subject;

/**
 * The conditions of {@code plan.camel.yaml} and {@code read-zscaler.camel.yaml} that are evaluated
 * for each object: for {@code ${body.user}} Camel would inspect the class each time.
 */
public final class PlanningConditions {

  /** See {@link Subject#isUser}. */
  public boolean isUser(@Body Subject subject) {
    return subject.isUser();
  }

  /** See {@link Subject#isAlone}. */
  public boolean isAlone(@Body Subject subject) {
    return subject.isAlone();
  }

  /** See {@link Subject#isIncomplete}. */
  public boolean isIncomplete(@Body Subject subject) {
    return subject.isIncomplete();
  }

  /** See {@link Subject#needsMapping}. */
  public boolean needsMapping(@Body Subject subject) {
    return subject.needsMapping();
  }

  /** See {@link Subject#needsMatch}. */
  public boolean needsMatch(@Body Subject subject) {
    return subject.needsMatch();
  }

  /** See {@link Subject#needsUniqueValues}. */
  public boolean needsUniqueValues(@Body Subject subject) {
    return subject.needsUniqueValues();
  }

  /** See {@link Subject#needsRecording}. */
  public boolean needsRecording(@Body Subject subject) {
    return subject.needsRecording();
  }
}
