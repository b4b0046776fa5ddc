package org.entrazscaler.scope;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Scoping filters against arbitrary input. In the normal build only the inputs in {@code
 * ScopeFilterFuzzTestInputs} are tried; with {@code JAZZER_FUZZ=1} Jazzer generates more.
 */
class ScopeFilterFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void anyTextIsAFilterOrHasErrors(FuzzedDataProvider data) {
    ScopeFilterProperties.check(data.consumeRemainingAsString());
  }
}
