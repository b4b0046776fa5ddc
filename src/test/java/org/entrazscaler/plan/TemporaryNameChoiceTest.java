package org.entrazscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.scim.Domains;
import org.entrazscaler.scim.NeverTouch;
import org.entrazscaler.scim.schema.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Temporary names. */
class TemporaryNameChoiceTest {

  private static final ObjectKey ANN = ObjectKey.user("ann");
  private static final ObjectKey SALES = ObjectKey.group("sales");

  private static TemporaryNameChoice standIn(List<String> never, String... domains) {
    return new TemporaryNameChoice(
        new Exclusions(new NeverTouch(never, Product.ZIA), new Domains(List.of(domains))));
  }

  private static String name(ObjectKey key, String former) {
    return String.valueOf(standIn(List.of()).name(key, former, "other@example.org"));
  }

  @Test
  void nameIsStableAndDifferentForEachObject() {
    assertEquals(name(ANN, "ann@example.com"), name(ANN, "ann@example.com"));
    assertNotEquals(name(ANN, "ann@example.com"), name(ObjectKey.user("bob"), "ann@example.com"));
    assertNotEquals("ann@example.com", name(ANN, "ann@example.com"));
  }

  @Test
  void userNameKeepsItsDomain() {
    assertThat(name(ANN, "ann@example.com")).endsWith("@example.com");
    assertThat(name(ANN, "ann@example.com")).startsWith("ann");
    assertThat(name(SALES, "sales @ home")).startsWith("sales @ home");
  }

  @Test
  void unregisteredDomainIsReplaced() {
    String name = standIn(List.of(), "example.org").name(ANN, "ann@example.com", "bob@example.org");
    assertThat(String.valueOf(name)).as(name).endsWith("@example.org");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ä", "名", "😀"})
  void nameIsNotLongerThanAProductAllows(String character) {
    String local = name(ANN, character.repeat(64) + "@example.com");
    assertThat(octets(local.substring(0, local.indexOf('@')))).as(local).isLessThanOrEqualTo(64);
    assertThat(octets(name(SALES, character.repeat(128)))).isLessThanOrEqualTo(127);
    assertThat(octets(name(ANN, character.repeat(20) + "@" + "sub.".repeat(20) + "example.com")))
        .isLessThanOrEqualTo(127);
    assertEquals(local, new String(local.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void nameIsNotExcluded() {
    String name = standIn(List.of("ann-*")).name(ANN, "ann@example.com", "x@example.com");
    assertTrue(name != null && !name.startsWith("ann-"), name);
    assertNull(standIn(List.of("*@example.com")).name(ANN, "ann@example.com", "x@example.com"));
  }
}
