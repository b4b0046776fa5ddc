package org.entrazscaler.scim.schema;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * SCIM paths against arbitrary input. In the normal build only the inputs in {@code
 * ScimPathFuzzTestInputs} are tried; with {@code JAZZER_FUZZ=1} Jazzer generates more.
 */
class ScimPathFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void anyTextIsAPathOrHasErrors(FuzzedDataProvider data) {
    ScimPathProperties.check(data.consumeRemainingAsString());
  }
}
