package dev.framecast.http;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read on the page stands in texts-LANGUAGE.js alone, and in all languages. */
class PageTextsTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^  '?([\\w-]+)'?: (.+),$");
  private static final Pattern FORM = Pattern.compile("(\\w+): '((?:[^'\\\\]|\\\\.)*)'");
  private static final Pattern FILLED_IN = Pattern.compile("\\{(\\w+)\\}");

  /** The name of a text where a module or the page asks for it. */
  private static final Pattern ASKED =
      Pattern.compile("data-(?:text|label|tip)=\"([\\w-]+)\"|['\"]([\\w-]+)['\"]");

  /** The beginning of names that are put together. */
  private static final Pattern BEGUN = Pattern.compile("text\\(`([a-z]+-)\\$");

  private static final Pattern COMMENT = Pattern.compile("(?s:/\\*.*?\\*/)|(?m)(?<=^|\\s)//.*$");
  private static final Pattern LITERAL =
      Pattern.compile("'((?:[^'\\\\\n]|\\\\.)*)'|`((?:[^`\\\\]|\\\\.)*)`");
  private static final Pattern WORDS = Pattern.compile("(?i)[a-z]{2,},? [a-z]{2,}");

  /** Not shown to people: classes, what the server begins a reason with, words for the console. */
  private static final Set<String> NOT_SHOWN =
      Set.of(
          "tile blank",
          "the camera stopped sending",
          "the decoder gives nothing",
          "refuses the login",
          "has its ONVIF service over https, with a certificate that this Java does not trust",
          "the browser has no WebCodecs");

  /** What the plural rules of a language tell apart. */
  private static final Map<String, Set<String>> CATEGORIES =
      Map.of("en", Set.of("one", "other"), "ko", Set.of("other"));

  static Stream<String> languages() {
    return WallPage.names().stream()
        .filter(name -> name.matches("texts-.+\\.js"))
        .map(name -> name.replaceAll("texts-|\\.js", ""));
  }

  static Stream<String> modules() {
    return WallPage.names().stream()
        .filter(name -> name.endsWith(".js") && !name.startsWith("texts-"));
  }

  private static String file(String name) {
    String path = name.isEmpty() ? "/" : "/wall/" + WallPage.version() + "/" + name;
    HttpAnswer.Content content = WallPage.file(path, null);
    assertThat(content).as(path).isNotNull();
    return CameraHttpTest.text(content);
  }

  /** By its name, what each text has: a form by category, or one without. */
  private static Map<String, Map<String, String>> texts(String language) {
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    ENTRY
        .matcher(file("texts-" + language + ".js"))
        .results()
        .forEach(
            entry -> {
              String value = entry.group(2);
              Map<String, String> forms =
                  value.startsWith("{")
                      ? FORM.matcher(value)
                          .results()
                          .collect(toMap(one -> one.group(1), one -> one.group(2)))
                      : Map.of("", value.substring(1, value.length() - 1));
              assertThat(texts.put(entry.group(1), forms)).as(entry.group(1)).isNull();
            });
    return texts;
  }

  private static Set<String> filledIn(String text) {
    return FILLED_IN
        .matcher(text)
        .results()
        .map(one -> one.group(1))
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void thereAreTwoLanguages() {
    assertThat(languages()).contains("en", "ko");
    assertThat(texts("en")).hasSizeGreaterThan(90);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void allLanguagesHaveTheSameTextsInTheSameOrder(String language) {
    assertThat(texts(language).keySet()).containsExactlyElementsOf(texts("en").keySet());
    assertThat(file("texts.js")).contains("'./texts-" + language + ".js'", " " + language + ": ");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void whatIsFilledInIsTheSameInAllLanguages(String language) {
    Map<String, Map<String, String>> english = texts("en");
    texts(language)
        .forEach(
            (name, forms) -> {
              Map<String, String> right = english.getOrDefault(name, Map.of());
              Set<String> values = filledIn(right.values().iterator().next());
              assertThat(forms.containsKey("")).as(name).isEqualTo(right.containsKey(""));
              if (!forms.containsKey("")) {
                assertThat(forms.keySet())
                    .as(name)
                    .isEqualTo(CATEGORIES.getOrDefault(language, forms.keySet()))
                    .contains("other");
                assertThat(values).as(name).contains("count");
              }
              forms.forEach(
                  (category, form) ->
                      assertThat(filledIn(form)).as(name + " " + category).isEqualTo(values));
            });
  }

  @Test
  void noTextIsMissingAndNoneIsOfNoUse() {
    Set<String> names = texts("en").keySet();
    String page = file("");
    String all = page + modules().map(PageTextsTest::file).collect(joining());
    Set<String> asked = new TreeSet<>();
    ASKED
        .matcher(all)
        .results()
        .forEach(one -> asked.add(one.group(1) != null ? one.group(1) : one.group(2)));
    List<String> begun = BEGUN.matcher(all).results().map(one -> one.group(1)).toList();
    assertThat(names)
        .allMatch(
            name ->
                asked.contains(name)
                    || name.equals("language")
                    || begun.stream().anyMatch(name::startsWith));
    assertThat(ASKED.matcher(page).results().map(one -> one.group(1)).filter(one -> one != null))
        .isNotEmpty()
        .isSubsetOf(names);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noModuleHasWordsForPeople(String name) {
    String code = COMMENT.matcher(file(name)).replaceAll("");
    assertThat(code.lines().filter(line -> !line.contains("Error(") && !line.contains("console.")))
        .flatMap(line -> LITERAL.matcher(line).results().map(PageTextsTest::literal).toList())
        .filteredOn(literal -> WORDS.matcher(literal).find())
        .isSubsetOf(NOT_SHOWN);
  }

  private static String literal(MatchResult found) {
    return found.group(1) != null
        ? found.group(1)
        : found.group(2).replaceAll("\\$\\{[^}]*\\}", "");
  }

  @Test
  void thePageHasNoWordsButThoseOfKeysAndForBrowsersWithoutScripts() {
    String page =
        file("")
            .replaceAll("(?s)<noscript>.*?</noscript>|<kbd>.*?</kbd>|<title>framecast</title>", "");
    assertThat(page.replaceAll("(?s)<[^>]*>", "")).doesNotContainPattern("[A-Za-z]{2,}");
    assertThat(page).doesNotContain(" title=\"", " aria-label=\"", " placeholder=\"", " alt=\"");
  }
}
