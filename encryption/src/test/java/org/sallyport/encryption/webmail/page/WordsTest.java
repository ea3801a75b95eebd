package org.sallyport.encryption.webmail.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class WordsTest {
  private static final Pattern VALUE = Pattern.compile("\\{\\d}");

  private static Set<String> values(String text) {
    return VALUE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_language_has_every_text_with_the_same_values_and_lines() {
    var english = Words.in("en").orElseThrow();
    for (var language : Words.languages()) {
      var words = Words.in(language).orElseThrow();
      assertThat(words.keys()).as(language).isEqualTo(english.keys());
      for (var key : english.keys()) {
        assertThat(values(words.of(key)))
            .as("%s %s", language, key)
            .isEqualTo(values(english.of(key)));
        assertThat(words.of(key)).as("%s %s", language, key).isNotBlank();
      }
    }
  }

  @Test
  void the_language_is_what_the_browser_likes_best_of_those_there_are() {
    assertThat(Words.accepted(Optional.of("de-AT,en;q=0.5"), "").language()).isEqualTo("de");
    assertThat(Words.accepted(Optional.of("fr,de;q=0.2"), "").language()).isEqualTo("de");
    assertThat(Words.accepted(Optional.of("fr"), "de").language()).isEqualTo("de");
    assertThat(Words.accepted(Optional.of("fr"), "").language()).isEqualTo("en");
    assertThat(Words.accepted(Optional.of(";;=q"), "").language()).isEqualTo("en");
    assertThat(Words.accepted(Optional.empty(), "de").language()).isEqualTo("de");
  }

  @Test
  void sizes_and_times_are_for_people() {
    var words = Words.in("en").orElseThrow();
    assertThat(words.size(900)).isEqualTo("900 B");
    assertThat(words.size(20 << 10)).isEqualTo("20 KB");
    assertThat(Words.in("de").orElseThrow().size(3 << 19)).isEqualTo("1,5 MB");
    assertThat(words.wait(Duration.ofSeconds(10))).isEqualTo("a minute");
    assertThat(words.wait(Duration.ofSeconds(61))).isEqualTo("2 minutes");
  }

  @Test
  void a_text_that_there_is_not_is_a_mistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Words.in("en").orElseThrow().of("no.such.text"));
  }
}
