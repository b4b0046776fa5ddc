package org.entrazscaler.mapping;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Blocks of the language {@code mapping} against arbitrary input. In the normal build only the
 * inputs in {@code MappingFuzzTestInputs} are tried; with {@code JAZZER_FUZZ=1} Jazzer looks for
 * more.
 */
class MappingFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void anyTextIsAMappingOrHasErrors(FuzzedDataProvider data) {
    MappingProperties.check(data.consumeRemainingAsString());
  }
}
