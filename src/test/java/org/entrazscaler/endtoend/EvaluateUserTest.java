package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command {@code evaluate} with users of the source copy. */
class EvaluateUserTest {

  @RegisterExtension final Installation installation = new Installation();

  @Test
  void evaluateUsesAUserOfTheSourceCopy() {
    String ada = installation.entra().addUser("Ada Example", "ada@example.com");
    installation.entra().assign(ada, installation.entra().addRole("User"));
    assertEquals(0, installation.cycle().exitStatus());
    for (String name : new String[] {"ada@example.com", "Ada Example", ada}) {
      Installation.Result result =
          installation.executeReading(
              ":user "
                  + name
                  + "\n[displayName]\n[objectId]\n"
                  + "Switch([IsSoftDeleted], , \"False\", \"here\", \"True\", \"gone\")\n",
              "evaluate");
      assertEquals(0, result.exitStatus(), result.err());
      assertThat(result.out()).endsWith("\"Ada Example\"\n\"" + ada + "\"\n\"here\"\n");
    }
    Installation.Result unknown = installation.executeReading(":user Nobody\n", "evaluate");
    assertEquals(1, unknown.exitStatus());
    assertThat(unknown.err()).contains("Nobody");
  }
}
