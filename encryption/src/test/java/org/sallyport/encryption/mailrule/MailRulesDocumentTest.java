package org.sallyport.encryption.mailrule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MailRulesDocumentTest {
  private static String block(String language) throws IOException {
    var page = Files.readString(Path.of("../docs/mail-rules.md"));
    int begin = page.indexOf("```" + language + "\n") + language.length() + 4;
    return page.substring(begin, page.indexOf("```", begin));
  }

  @Test
  void the_rules_that_are_shown_are_rules() throws IOException {
    assertThat(RuleReading.text(block("json"))).isInstanceOf(RuleReading.Read.Good.class);
  }

  @Test
  void the_lines_that_are_shown_are_conditions() throws IOException {
    assertThat(ConditionsText.read(block("text"))).isInstanceOf(ConditionsText.Read.Good.class);
  }
}
