package org.sallyport.authority.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.Checked;
import org.sallyport.config.SecretSource;

class IgnitionRulesTest {
  @TempDir private Path folder;

  private List<String> said(String key) throws IOException {
    var file = Files.writeString(folder.resolve("ignition.key"), key);
    var said = new ArrayList<String>();
    IgnitionRules.check(
        new SecretSource.File(file),
        new Checked.Findings() {
          @Override
          public void problem(String path, String message) {
            said.add("problem " + path + ": " + message);
          }

          @Override
          public void warning(String path, String message) {
            said.add("warning " + path + ": " + message);
          }
        });
    return said;
  }

  @Test
  void a_short_key_is_a_problem_that_does_not_repeat_it() throws IOException {
    assertThat(said("hunter2"))
        .singleElement()
        .asString()
        .startsWith("problem ignition: the key material is shorter than 32")
        .doesNotContain("hunter2");
  }

  @Test
  void a_long_key_is_fine() throws IOException {
    assertThat(said("0123456789abcdef0123456789abcdef")).isEmpty();
  }

  @Test
  void a_key_that_is_not_there_yet_is_a_warning() throws IOException {
    assertThat(said("")).singleElement().asString().startsWith("warning ignition: ");
  }
}
