package org.entrazscaler.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeFilterTest {

  @Test
  void regularExpressionsAreNotAnchored() {
    ScopeFilter filter =
        ScopeFilter.compile(
            "description REGEX MATCH \"(?:^|\\W)Sales|Marketing|Operations(?:$|\\W)\"");
    assertTrue(filter.matches(name -> "The Marketing people"));
    assertFalse(filter.matches(name -> "The marketing people"));
    assertFalse(ScopeFilter.compile("a REGEX MATCH ^b$").matches(name -> "abc"));
  }

  /** Examples from Entra's page and for its rules: clause, attribute, value, result. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      value = {
        "department EQUALS sales | sales | true",
        "department EQUALS Sales | sales | false",
        "department NOT EQUALS Sales | HR | true",
        "department NOT EQUALS Sales | Sales | false",
        "department NOT EQUALS Sales | null | false",
        "userPrincipalName REGEX MATCH .*\\@domain.com | a@domain.com | true",
        "userPrincipalName NOT REGEX MATCH .*\\@domain.com | a@other.com | true",
        "userPrincipalName NOT REGEX MATCH .*\\@domain.com | null | false",
        "userPrincipalName NOT REGEX MATCH .*\\@domain.com | `` | false",
        "workerID REGEX MATCH (1[0-9][0-9][0-9][0-9][0-9][0-9]) | 1234567 | true",
        "workerID REGEX MATCH ([1-9][0-9]) | 5 | false",
        "jobTitle IS NOT NULL | `` | false",
        "jobTitle IS NOT NULL | Clerk | true",
        "jobTitle IS NULL | null | true",
        "jobTitle IS NULL | `` | true",
        "jobTitle IS NULL | Clerk | false",
        "displayName INCLUDES Adm | Site Admin | true",
        "displayName INCLUDES adm | Site Admin | false",
        "displayName INCLUDES adm | null | false",
        "employeeNumber GREATER_THAN 100 | 100 | false",
        "employeeNumber GREATER_THAN 99 | 100 | true",
        "employeeNumber GREATER_THAN_OR_EQUALS 100 | 100 | true",
        "employeeNumber GREATER_THAN_OR_EQUALS 101 | 100 | false",
        "employeeNumber GREATER_THAN 1 | many | false",
        "employeeNumber GREATER_THAN 9223372036854775807 | 9223372036854775808 | true",
        "employeeNumber GREATER_THAN 1 | null | false",
        "IsSoftDeleted IS TRUE | True | true",
        "IsSoftDeleted IS FALSE | False | true",
        "IsSoftDeleted IS FALSE | null | false",
        "mail ENDS_WITH @x.com | a@x.com | true",
        "mail ENDS_WITH @X.com | a@x.com | false",
        "mail ENDS_WITH @x.com | null | false",
        "country & \"DE;FR;IT\" | FR | true",
        "country & \"DE;FR;IT\" | US | false",
        "country & \"DE;FR;IT\" | null | false",
        "country !& \"DE;FR;IT\" | US | true",
        "country !& \"DE;FR;IT\" | FR | false",
        "country !& \"DE;FR;IT\" | null | false",
        "displayName EQUALS \"say \\\"hi\\\" \\\\\" | say \"hi\" \\ | true",
      })
  void operatorsFollowEntra(String clause, String value, boolean expected) {
    String name = clause.substring(0, clause.indexOf(' '));
    Map<String, Object> attributes = new HashMap<>();
    attributes.put(name, "null".equals(value) ? null : value);

    assertEquals(expected, ScopeFilter.compile(clause).matches(attributes::get));
  }

  @ParameterizedTest
  @CsvSource({
    "accountEnabled IS TRUE, true, true",
    "accountEnabled IS TRUE, false, false",
    "accountEnabled IS FALSE, false, true",
    "accountEnabled EQUALS true, true, true",
    "accountEnabled EQUALS True, true, true",
    "accountEnabled NOT EQUALS True, false, true",
  })
  void booleansIgnoreLetterCase(String clause, boolean value, boolean expected) {
    assertEquals(expected, ScopeFilter.compile(clause).matches(name -> value));
  }

  @Test
  void allAcceptsEveryObject() {
    assertTrue(ScopeFilter.compile("ALL").matches(name -> null));
    assertTrue(ScopeFilter.compile("  ALL\n").matches(name -> null));
    assertEquals(Set.of(), ScopeFilter.compile("ALL").sourceNames());
  }

  @ParameterizedTest
  @CsvSource({
    "Sales, DE, Member, true",
    "Sales, US, Member, false",
    "Sales, , Member, false",
    "Sales, US, Contractor, true",
    "HR, DE, Contractor, true",
    "HR, DE, Member, false",
  })
  void andWithinOr(String department, String country, String userType, boolean expected) {
    ScopeFilter filter =
        ScopeFilter.compile(
            "(department EQUALS \"Sales\" AND country NOT EQUALS \"US\") OR userType EQUALS"
                + " \"Contractor\"");
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("department", department);
    attributes.put("country", country);
    attributes.put("userType", userType);

    assertEquals(expected, filter.matches(attributes::get));
    assertEquals(Set.of("department", "country", "userType"), filter.sourceNames());
  }

  @Test
  void andHasPrecedenceOverOr() {
    Map<String, Object> attributes = Map.of("a", "1", "b", "2", "c", "3");
    assertTrue(
        ScopeFilter.compile("a EQUALS 1 OR b EQUALS 0 AND c EQUALS 0").matches(attributes::get));
    assertFalse(
        ScopeFilter.compile("(a EQUALS 1 OR b EQUALS 0) AND c EQUALS 0").matches(attributes::get));
  }

  @ParameterizedTest
  @CsvSource({
    "a NOT_EQUALS x, a NOT EQUALS x",
    "a ENDS WITH x, a ENDS_WITH x",
    "a REGEX_MATCH x, a REGEX MATCH x",
    "a NOT_REGEX_MATCH x, a NOT REGEX MATCH x",
    "a NOT REGEX_MATCH x, a NOT REGEX MATCH x",
    "a GREATER THAN 1, a GREATER_THAN 1",
    "a GREATER THAN OR EQUALS 1, a GREATER_THAN_OR_EQUALS 1",
    "a IS_NOT_NULL, a IS NOT NULL",
    "a IS_NULL, a IS NULL",
    "a IS_TRUE, a IS TRUE",
    "a IS_FALSE, a IS FALSE",
    "(a EQUALS x), 'a   EQUALS \"x\"'",
  })
  void spellingsAndSpacesDoNotMatter(String one, String other) {
    assertEquals(ScopeFilter.compile(one).fingerprint(), ScopeFilter.compile(other).fingerprint());
  }

  @Test
  void fingerprintDiffersForDifferentMeanings() {
    assertNotEquals(
        ScopeFilter.compile("(a EQUALS 1 OR b EQUALS 0) AND c EQUALS 0").fingerprint(),
        ScopeFilter.compile("a EQUALS 1 OR b EQUALS 0 AND c EQUALS 0").fingerprint());
    assertNotEquals(
        ScopeFilter.compile("a EQUALS \"x\\\" OR b EQUALS \\\"y\"").fingerprint(),
        ScopeFilter.compile("a EQUALS x OR b EQUALS y").fingerprint());
  }

  @Test
  void multiValuedAttributeFails() {
    ScopeFilter filter = ScopeFilter.compile("extension_x EQUALS a");
    FilterException e =
        assertThrows(FilterException.class, () -> filter.matches(name -> List.of("a", "b")));
    assertThat(String.valueOf(e.getMessage())).as(e.getMessage()).contains("extension_x");
  }

  @Test
  void patternThatTakesTooLongFails() {
    ScopeFilter filter = ScopeFilter.compile("description NOT REGEX MATCH \"^(\\w+\\s?)*$\"");
    FilterException e =
        assertThrows(FilterException.class, () -> filter.matches(name -> "a".repeat(5000) + "!"));
    assertThat(String.valueOf(e.getMessage())).as(e.getMessage()).contains("description");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 0 | ALL",
        "department EQUALS | 17 | value",
        "department EQUALS AND a EQUALS b | 18 | value",
        "department | 10 | operator",
        "department EQAULS Sales | 11 | EQUALS",
        "department equals Sales | 11 | EQUALS",
        "department = Sales | 11 | EQUALS",
        "department STARTS_WITH Sales | 11 | REGEX MATCH",
        "level LESS_THAN 5 | 6 | GREATER_THAN",
        "x IsMemberOf y | 2 | membership",
        "jobTitle IS NUL | 9 | IS NULL",
        "state EQUALS New York | 13 | double quotes",
        "state EQUALS 'NY' | 13 | double quotes",
        "state EQUALS \"NY | 13 | closed",
        "state EQUALS \"\" | 13 | IS NULL",
        "level GREATER_THAN ten | 19 | whole numbers",
        "members EQUALS x | 0 | members",
        "manager EQUALS x | 0 | manager",
        "appRoleAssignments IS NOT NULL | 0 | appRoleAssignments",
        "proxyAddresses INCLUDES x | 0 | several values",
        "createdDateTime GREATER_THAN 5 | 0 | date",
        "(a EQUALS b | 0 | closed",
        "a EQUALS b) | 10 | closes nothing",
        "ALL AND a EQUALS b | 0 | combined",
        "NOT (a EQUALS b) | 0 | negated",
        "a EQUALS {{secret}} | 9 | Camel",
        "a REGEX MATCH \"(\" | 14 | pattern",
        "departmnt EQUALS x | 0 | did you mean `department`",
      })
  void errorsHaveTheirPosition(String text, int offset, String words) {
    SourceNames names =
        new SourceNames() {
          @Override
          public boolean isKnown(String name) {
            return !name.equals("departmnt");
          }

          @Override
          public Optional<String> nearest(String name) {
            return Optional.of("department");
          }
        };
    String filter = text == null ? "" : text;
    LanguageException e =
        assertThrows(LanguageException.class, () -> ScopeFilter.compile(filter, names));

    TextError first = e.errors().get(0);
    assertEquals(offset, first.offset(), e.getMessage());
    assertThat(first.message()).as(e.getMessage()).contains(words);
    assertEquals(1, e.errors().size(), e.getMessage());
  }

  @Test
  void allErrorsAreReportedTogether() {
    LanguageException e =
        assertThrows(
            LanguageException.class,
            () ->
                ScopeFilter.compile(
                    "(a EQALS b AND members EQUALS c) OR d GREATER_THAN e AND f IS NOTHING"));
    assertEquals(List.of(3, 15, 51, 59), e.errors().stream().map(TextError::offset).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 100_000})
  void deepNestingIsAnError(int depth) {
    assertThrows(LanguageException.class, () -> ScopeFilter.compile("(".repeat(depth)));
  }
}
