package org.sallyport.encryption.webmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguagesTest {
  @ParameterizedTest
  @EnumSource
  void every_language_of_the_pages_has_every_letter(Letters.Kind kind) {
    assertThat(Languages.ALL).contains("en", "de").doesNotHaveDuplicates();
    for (var language : Languages.ALL) {
      var words = Letters.words(kind, language, "Example", "link", Instant.EPOCH, "bob");
      assertThat(words.subject()).as("%s %s", language, kind).isNotBlank();
      assertThat(words.text()).as("%s %s", language, kind).isNotBlank();
    }
  }
}
