package org.entrazscaler.expression.dotnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** .NET's dialect, where it is another than Java's; each match is shown between angle brackets. */
class DotNetPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        // classes
        "[a-z-[aeiou]]+ ~ hello ~ <h>e<ll>o",
        "[a-z-[b-y-[m]]]+ ~ abmz ~ <a>b<mz>",
        "[^a-c-[x]]+ ~ axdb ~ ax<d>b",
        "[\\w-[\\d]]+ ~ a1b_ ~ <a>1<b_>",
        "[]a]+ ~ x]a[ ~ x<]a>[",
        "[^]a]+ ~ x]a[ ~ <x>]a<[>",
        "[a[b]+ ~ a[b ~ <a[b>",
        "[a&&b]+ ~ a&b ~ <a&b>",
        "[a-]+ ~ a-b ~ <a->b",
        "[()\\s-]+ ~ a (b)-c ~ a< (>b<)->c",
        "[\\d-x]+ ~ 1-x ~ <1-x>",
        "[^\\W]+ ~ a-b ~ <a>-<b>",
        "[\\W\\d]+ ~ a-1b ~ a<-1>b",
        "[\\S]+ ~ a b ~ <a> <b>",
        "[#-&]+ ~ a#%&' ~ a<#%&>'",
        "[\\x41-\\u0043\\103]+ ~ ABCD ~ <ABC>D",
        "\\p{Lu}\\P{Lu} ~ aBc ~ a<Bc>",
        "\\p{IsGreek}+ ~ aαβ ~ a<αβ>",
        "[\\p{IsBasicLatin}-[a]]+ ~ abé ~ a<b>é",
        // digits, words and blanks are Unicode's
        "\\d+ ~ a٣1 ~ a<٣1>",
        "\\D+ ~ ٣a ~ ٣<a>",
        "\\w+ ~ Zoë-1 ~ <Zoë>-<1>",
        "\\W ~ ë- ~ ë<->",
        "\\bé\\b ~ aé é ~ aé <é>",
        "\\Bé ~ aé é ~ a<é> é",
        // groups and references
        "(?<a_1>x)\\k<a_1> ~ xxx ~ <xx>x",
        "(?'a'x)\\k'a' ~ xx ~ <xx>",
        "(?<n>a)(b)\\1 ~ abb ~ <abb>",
        "(?<n>a)(b)\\2 ~ aba ~ <aba>",
        "(a)(?:b)\\1 ~ aba ~ <aba>",
        "(?n)(a)(?<x>b)\\1 ~ abb ~ <abb>",
        "(?>a+)b ~ aab ~ <aab>",
        "(?<=\\$)\\d+ ~ $12 ~ $<12>",
        "(?<!a)b ~ ab b ~ ab <b>",
        // options
        "(?i)É+ ~ éÉ ~ <éÉ>",
        "a(?i)b|c ~ aB C ~ <aB> <C>",
        "a(?i:b)c ~ aBc aBC ~ <aBc> aBC",
        "(?x) a b # comment ~ ab ~ <ab>",
        "(?x)[a b]+ ~ a b ~ <a b>",
        "a(?#comment)b ~ ab ~ <ab>",
        // not quantifiers
        "a{ ~ a{ ~ <a{>",
        "a{,2} ~ a{,2} ~ <a{,2}>",
        "x{2,}? ~ xxxx ~ <xx><xx>",
        // escapes
        "\\-\\/\\@ ~ -/@ ~ <-/@>",
      })
  void matchesAsInDotNet(String pattern, String text, String expected) {
    DotNetPattern compiled = DotNetPattern.compile(pattern);
    assertEquals(expected, compiled.replace(text, compiled.replacement("<$&>"), 1000));
  }

  @Test
  void controlCharactersHaveEscapes() {
    assertEquals("<\u001b\u0007\u000b>", marked("\\e\\a\\v", "\u001b\u0007\u000b"));
    assertEquals("<\u0001>\u0002", marked("\\cA", "\u0001\u0002"));
    assertEquals("<A>B", marked("\\101", "AB"));
    assertEquals("<a\b>", marked("(a)\\10", "a\b"));
    assertEquals("<\b>b", marked("[\\b]", "\bb"));
  }

  @Test
  void onlyTheLineFeedEndsALine() {
    assertEquals("<a\rb>", marked(".+", "a\rb"));
    assertEquals("<a\u2028b>\n<c>", marked(".+", "a\u2028b\nc"));
    assertEquals("<a\nb>", marked("(?s)a.b", "a\nb"));
    assertEquals("<a>\n<b>\n<>", marked("(?m)^.*$", "a\nb\n"));
    assertEquals("a\n<b>\n", marked("b$", "a\nb\n"));
    assertEquals("a\nb\n", marked("b\\z", "a\nb\n"));
    assertEquals("a\n<b>\n", marked("b\\Z", "a\nb\n"));
    assertEquals("a\r\n", marked("a$", "a\r\n"));
  }

  @Test
  void aPatternIsFoundAnywhere() {
    assertTrue(DotNetPattern.compile("b").isFoundIn("abc"));
    assertFalse(DotNetPattern.compile("^b").isFoundIn("abc"));
  }

  @Test
  void groupsAreNumberedUnnamedFirst() {
    DotNetPattern pattern = DotNetPattern.compile("(?<y>\\d{4})-(\\d\\d)-(?<d>\\d\\d)");
    assertEquals(
        "02|2024|29|29|29",
        pattern.replace("2024-02-29", pattern.replacement("$1|$2|$3|${d}|$+"), 1000));
    assertEquals("2024", pattern.firstGroup("on 2024-02-29", "y"));
    assertEquals("02", pattern.firstGroup("on 2024-02-29", "1"));
    assertTrue(pattern.hasGroup("3"));
    assertFalse(pattern.hasGroup("4"));
    assertEquals("on x-02-29", pattern.replaceGroup("on 2024-02-29", "y", "x", 1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "(a ~ `)` is missing",
        "a) ~ closes no group",
        "[a ~ `]` is missing",
        "[] ~ `]` is missing",
        "*a ~ has nothing before it",
        "a** ~ has nothing before it",
        "a++ ~ has nothing before it",
        "a{2}{3} ~ has nothing before it",
        "a|*b ~ has nothing before it",
        "(?i)* ~ has nothing before it",
        "a{3,2} ~ bounds reversed",
        "a{9999999999} ~ too large",
        "[z-a] ~ ends reversed",
        "[a-\\d] ~ cannot end with a class",
        "[a-[b]c] ~ must be the last",
        "\\ ~ single `\\`",
        "\\h ~ has no meaning",
        "\\_ ~ has no meaning",
        "\\x4 ~ hexadecimal digits",
        "\\p{Xx} ~ not a Unicode category",
        "\\pL ~ are expected after",
        "\\1 ~ there is no group `1`",
        "\\k<a> ~ there is no group `a`",
        "\\2(a)(b) ~ later group",
        "\\k ~ name of a group",
        "(?<a>x)(?<a>y) ~ occurs twice",
        "(?<a-b>x) ~ balancing",
        "(?<-b>x) ~ balancing",
        "(?<1>x) ~ named by a number",
        "(?<a b>x) ~ not a valid group name",
        "(?(a)b|c) ~ conditional",
        "(?y) ~ not a known kind",
        "(?P<a>x) ~ not a known kind",
        "(?<=a+)b ~ cannot be translated",
        "(?:){2000000} ~ too many ways",
        "(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)x ~ too many ways",
        "(?:|){40}x ~ too many ways",
        "(?:(?:(?:){1000}){1000}){1000} ~ too many ways",
      })
  void invalidPatternIsRefused(String pattern, String message) {
    DotNetPatternException error =
        assertThrows(DotNetPatternException.class, () -> DotNetPattern.compile(pattern));
    assertThat(error.getMessage()).as(error::getMessage).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?:(?:a+)+)+$",
        "(a+)+\\1$",
        "(a*)*\\1c",
        "(?:a|aa)+(?:a|aa)+(?:a|aa)+(?:a|aa)+(?:a|aa)+b",
        "(?:a|b)*c"
      })
  void slowPatternIsStopped(String text) {
    DotNetPattern pattern = DotNetPattern.compile(text);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          try {
            pattern.isFoundIn("a".repeat(20_000) + "!");
          } catch (DotNetPatternException e) {
            assertTrue(
                e.getMessage().contains("takes too long")
                    || e.getMessage().contains("repeats a group too often"),
                e::getMessage);
          }
        });
  }

  @Test
  void nestingHasALimit() {
    assertTrue(DotNetPattern.compile("(".repeat(200) + "a" + ")".repeat(200)).isFoundIn("a"));
    DotNetPatternException error =
        assertThrows(
            DotNetPatternException.class,
            () -> DotNetPattern.compile("(".repeat(201) + "a" + ")".repeat(201)));
    assertThat(error.getMessage()).as(error::getMessage).contains("deeper than 200 levels");
  }

  @Test
  void resultHasAMaximumLength() {
    DotNetPattern pattern = DotNetPattern.compile("a");
    Replacement twice = pattern.replacement("$&$&");
    assertEquals("aaaa", pattern.replace("aa", twice, 4));
    assertThrows(DotNetPatternException.class, () -> pattern.replace("aaa", twice, 5));
  }

  private static String marked(String pattern, String text) {
    DotNetPattern compiled = DotNetPattern.compile(pattern);
    return compiled.replace(text, compiled.replacement("<$&>"), 1000);
  }
}
