package org.sallyport.encryption.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Differences;
import org.sallyport.config.Loaded;
import org.sallyport.config.Problem;

/**
 * Replays the files of {@code configuration/valid} and {@code configuration/invalid}: each {@code
 * NAME.expected} holds, line by line, what must be said about {@code NAME.yaml}. For a valid file
 * that is how it differs from {@code minimal.yaml}, and its warnings. With {@code
 * -Dgolden.rewrite=true} the expectations are written anew.
 */
final class ConfigurationFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/configuration");

  /** The part of a node's file that this module knows. */
  record Node(String node, EncryptionSettings encryption) {}

  @ParameterizedTest
  @MethodSource
  void a_valid_file_is_bound_as_expected(String name) throws IOException {
    var loaded = load("valid/" + name);
    assertThat(loaded).as(() -> loaded.toString()).isInstanceOf(Loaded.Valid.class);
    var value = ((Loaded.Valid<Node>) loaded).value();

    var lines = new ArrayList<String>();
    Differences.between(minimal(), value).forEach(difference -> lines.add(difference.toString()));
    loaded.warnings().forEach(warning -> lines.add("warning: " + warning));

    replay("valid/" + name, lines);
  }

  static Stream<String> a_valid_file_is_bound_as_expected() throws IOException {
    return names("valid");
  }

  @ParameterizedTest
  @MethodSource
  void everything_wrong_with_a_file_is_said_at_its_place(String name) throws IOException {
    var loaded = load("invalid/" + name);
    assertThat(loaded).as(() -> loaded.toString()).isInstanceOf(Loaded.Invalid.class);

    replay("invalid/" + name, lines(((Loaded.Invalid<Node>) loaded).problems()));
    assertThat(loaded.toString()).doesNotContain("passw0rd");
  }

  static Stream<String> everything_wrong_with_a_file_is_said_at_its_place() throws IOException {
    return names("invalid");
  }

  private static Node minimal() throws IOException {
    return ((Loaded.Valid<Node>) load("valid/minimal")).value();
  }

  private static Loaded<Node> load(String name) throws IOException {
    var file = FOLDER.resolve(name + ".yaml");
    var bytes = Files.readAllBytes(file);
    return ConfigFile.parse(
        String.valueOf(file.getFileName()), Path.of("/etc/sallyport"), bytes, Node.class);
  }

  private static List<String> lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  private static void replay(String name, List<String> lines) throws IOException {
    var expected = FOLDER.resolve(name + ".expected");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.write(expected, lines);
    }
    assertThat(lines).isEqualTo(Files.readAllLines(expected));
  }

  private static Stream<String> names(String folder) throws IOException {
    try (var files = Files.list(FOLDER.resolve(folder))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - 5))
          .sorted()
          .toList()
          .stream();
    }
  }
}
