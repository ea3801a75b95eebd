package org.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.director.settings.DirectorSettings;

class ConfigurationFuzzTest {
  /** The part of a node's file that belongs to the director. */
  record Node(Optional<DirectorSettings> director) {}

  @FuzzTest(maxDuration = "60s")
  void any_text_is_a_value_or_a_list_of_problems(byte[] input) {
    switch (ConfigFile.parse("fuzz.yaml", Path.of("/nowhere"), input, Node.class)) {
      case Loaded.Valid<Node>(var value, var warnings) -> {
        assertThat(value).isNotNull();
        assertThat(warnings).isNotNull();
      }
      case Loaded.Invalid<Node>(var problems, var warnings) -> {
        assertThat(problems).isNotEmpty();
        assertThat(warnings).isNotNull();
      }
    }
  }
}
