package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.mail.Multipart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Zscaler's own error text is shown wherever a parked object is shown, because people search for
 * it.
 */
class ZscalerErrorTextTest {

  private static final Predicate<RecordedRequest> POST_USER = RecordedRequest.of("POST", "/Users");

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  private void refuse(int status, String scimType, String detail) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", Integer.toString(status))
            .put("scimType", scimType)
            .put("detail", detail)
            .toString();
    installation
        .zscaler
        .faults()
        .always(POST_USER, new ZscalerFault.Refusal(status, "application/scim+json", body));
  }

  /** All outputs that show parked objects, by their names. */
  private Map<String, String> outputs() throws Exception {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (String command :
        new String[] {
          "status", "status --json", "logs", "logs --json", "logs --csv", "plan", "plan --json"
        }) {
      outputs.put(command, installation.execute(command.split(" ")).out());
    }
    outputs.put("provision", installation.execute("provision", Company.userName("ada")).out());
    Multipart mail = (Multipart) installation.mail.getReceivedMessages()[0].getContent();
    for (int part = 0; part < 2; part++) {
      outputs.put("mail " + part, (String) mail.getBodyPart(part).getContent());
    }
    return outputs;
  }

  @Test
  void statusScimTypeAndDetailOfARefusalAreShownEverywhere() throws Exception {
    company.hire("ada", "Research");
    refuse(400, "invalidValue", "Policy 4711 forbids\n\tthis\u202e\u0085 \u001b[31mvalue");

    assertEquals(1, installation.cycle().exitStatus());

    outputs()
        .forEach(
            (name, shown) -> {
              assertThat(shown).as(name + ": " + shown).contains("HTTP status 400");
              assertThat(shown).as(name + ": " + shown).contains("invalidValue");
              assertThat(shown)
                  .as(name + ": " + shown)
                  .contains("Policy 4711 forbids this [31mvalue");
              assertThat(shown)
                  .as(name + ": " + shown)
                  .doesNotMatch("(?s).*[\u202e\u0085\u001b].*");
            });
    assertEquals(
        0,
        installation
            .execute("retry", "--cause", "scimType invalidValue: Policy 4711")
            .exitStatus());
    assertEquals(0, installation.status().path("parked").asInt());
  }

  @Test
  void tokensAndRedactedValuesAreHiddenEvenInShortenedTexts() throws Exception {
    installation.edit(
        "user-mapping.camel.yaml",
        "User:department: [department]",
        "User:department: Redact([department])");
    company.hire("ada", "Secret  Project of the Board");
    String token = installation.zscaler.secretToken();
    refuse(
        400,
        "invalidValue",
        "Secret Project of the Board was sent with "
            + token
            + ". "
            + "word ".repeat(60).substring(0, 237)
            + " Secret Project of the Board");

    assertEquals(1, installation.cycle().exitStatus());

    outputs()
        .forEach(
            (name, shown) -> {
              assertThat(shown).as(name + ": " + shown).contains("[Redact] was sent with ***");
              assertThat(shown).as(name + ": " + shown).doesNotContain("Secret");
              assertThat(shown).as(name + ": " + shown).doesNotContain(token);
            });
  }

  @Test
  void undocumentedErrorPropertiesAreShownUnderOneCause() throws Exception {
    company.hire("ada", "Research");
    company.hire("bob", "Research");
    for (String name : new String[] {"ada", "bob"}) {
      installation
          .zscaler
          .faults()
          .always(
              POST_USER.and(request -> request.body().contains(Company.userName(name))),
              new ZscalerFault.Refusal(
                  422,
                  "application/json",
                  "{\"code\":\"E_17\",\"hint\":\"no room for " + Company.userName(name) + "\"}"));
    }

    assertEquals(1, installation.cycle().exitStatus());

    assertEquals(1, installation.status().path("parkedCauses").size());
    String status = installation.execute("status").out();
    String mail =
        (String)
            ((Multipart) installation.mail.getReceivedMessages()[0].getContent())
                .getBodyPart(0)
                .getContent();
    for (String shown : new String[] {status, mail}) {
      assertThat(shown).contains("HTTP status 422");
      assertThat(shown).contains("no room for " + Company.userName("ada"));
      assertThat(shown).contains("no room for " + Company.userName("bob"));
    }
  }
}
