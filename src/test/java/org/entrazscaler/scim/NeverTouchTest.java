package org.entrazscaler.scim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.entrazscaler.scim.schema.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeverTouchTest {

  private final NeverTouch zia = new NeverTouch(NeverTouch.DEFAULT, Product.ZIA);

  @ParameterizedTest
  @CsvSource({
    "default admin, DEFAULT ADMIN",
    "Service Admin, Service Admin",
    "__remote_assistance@12345.zslogin.net, __remote_assistance@*",
    "DYNAMIC GROUP Sales, Dynamic Group *",
    "Dynamic Group, ",
    "Service Administrators, ",
    "remote_assistance@example.com, ",
    "ada@example.com, "
  })
  void wholeNamesAreComparedIgnoringLetterCase(String name, String pattern) {
    assertEquals(pattern, zia.patternFor(name));
  }

  @Test
  void userIsMatchedByUserNameDisplayNameOrDepartment() {
    assertEquals("DEFAULT ADMIN", zia.patternFor(user("admin@x", "DEFAULT ADMIN", "IT")));
    assertEquals("Service Admin", zia.patternFor(user("admin@x", "Ada", "service admin")));
    assertEquals("__remote_assistance@*", zia.patternFor(user("__remote_assistance@x", "R", "IT")));
    assertNull(zia.patternFor(user("ada@x", "Ada", "IT")));
  }

  @Test
  void departmentIsIgnoredOnZpa() {
    NeverTouch zpa = new NeverTouch(NeverTouch.DEFAULT, Product.ZPA);
    assertNull(zpa.patternFor(user("ada@x", "Ada", "Service Admin")));
    assertNotNull(zpa.patternFor(user("admin@x", "DEFAULT ADMIN", "Service Admin")));
  }

  @Test
  void groupIsMatchedByItsName() {
    ScimAnswers answers = new ScimAnswers(Product.ZIA);
    assertEquals(
        "Service Admin",
        zia.patternFor(
            answers.group(Json.object("{\"id\":\"1\",\"displayName\":\"Service Admin\"}"))));
    assertNull(
        zia.patternFor(answers.group(Json.object("{\"id\":\"1\",\"displayName\":\"Sales\"}"))));
  }

  @Test
  void otherCharactersOfAPatternAreLiteral() {
    NeverTouch never = new NeverTouch(List.of("a.b[c]*", " ", "*@blocked.example"), Product.ZIA);
    assertEquals("a.b[c]*", never.patternFor("A.B[C]d"));
    assertNull(never.patternFor("aXb[c]"));
    assertEquals("*@blocked.example", never.patternFor("x@blocked.example"));
    assertNull(never.patternFor("", null));
  }

  @Test
  void domainMustBeRegisteredIfDomainsAreSet() {
    Domains domains = new Domains(List.of("Example.com", " @other.org ", ""));
    assertNull(domains.objection("ada@EXAMPLE.com"));
    assertNull(domains.objection("ada@other.org"));
    assertNotNull(domains.objection("ada@sub.example.com"));
    assertNotNull(domains.objection("ada"));
    assertNotNull(domains.objection("@example.com"));
    assertNotNull(domains.objection("ada@"));
    assertNull(new Domains(List.of()).objection("anything"));
  }

  private static TargetUser user(String userName, String displayName, String department) {
    return new ScimAnswers(Product.ZIA)
        .answeredUser(
            Json.object(
                "{\"id\":\"1\",\"userName\":\"%s\",\"displayName\":\"%s\",\"department\":\"%s\"}"
                    .formatted(userName, displayName, department)));
  }
}
