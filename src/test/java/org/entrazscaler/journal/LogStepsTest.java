package org.entrazscaler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.entrazscaler.store.StateTrial;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of log entries are read as they were stored. */
class LogStepsTest {

  private static ArrayNode steps(String... steps) {
    ObjectNode holder = StateTrial.json("{'steps':[" + String.join(",", steps) + "]}");
    return (ArrayNode) holder.get("steps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'EntryExportAdd','provisioningStepType':'export','status':'success',"
            + "'description':'Made','details':{'ReportableIdentifier':'1'}}",
        "{'name':'EntryExportAdd','provisioningStepType':'export','status':'success',"
            + "'description':null,'details':{}}",
        "{'name':'a','provisioningStepType':'b','status':'c','description':'d','details':[]}",
        "{'name':'a','provisioningStepType':'b','status':'c','description':'d'}",
        "{'details':{},'name':'a','provisioningStepType':'b','status':'c','description':'d'}",
        "{}"
      })
  void stepsAreReadAsTheyWereStored(String step) {
    ArrayNode steps = steps(step, step);
    assertEquals(steps.toString(), LogSteps.parse(LogSteps.text(steps)).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'details':{}", "'details':{'ReportableIdentifier':'1'}"})
  void fieldNamesAreNotStored(String details) {
    ArrayNode steps =
        steps(
            "{'name':'EntryExportAdd','provisioningStepType':'export','status':'success',"
                + "'description':'Made',"
                + details
                + "}");
    assertThat(LogSteps.text(steps)).doesNotContain("provisioningStepType");
  }
}
