package org.sallyport.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.app.Invocation;
import org.sallyport.app.Words;
import org.sallyport.app.rules.Repository;

/** Documents that are wrong fail the build: samples are checked, commands parse, links lead. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void a_sample_has_no_problem(Block sample) throws IOException {
    issueCertificates();
    var file = Files.writeString(folder.resolve("sample.yaml"), sample.text());

    assertThat(Invocation.of("check", file.toString()).out()).isEqualTo(file + ": fine\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_command_that_is_shown_exists(Command command) {
    var words = Words.of(command.line());

    assertThat(Invocation.parses(words.subList(1, words.size()))).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void a_link_leads_to_a_file_that_is_there(Path document) throws IOException {
    assertThat(LINK.matcher(Files.readString(document)).results())
        .allSatisfy(
            link -> assertThat(document.resolveSibling(link.group(1)).normalize()).exists());
  }

  @Test
  void there_are_samples_and_commands() {
    assertThat(samples()).hasSizeGreaterThan(4);
    assertThat(commands()).hasSizeGreaterThan(10);
  }

  static List<Path> documents() {
    return Repository.files("glob:{*.md,docs/**.md}");
  }

  static List<Block> samples() {
    return Block.all().stream().filter(Block::checked).toList();
  }

  /** The lines that call the launcher, but for what it does itself. */
  static List<Command> commands() {
    return Block.all().stream()
        .filter(block -> block.language().matches("sh|console"))
        .flatMap(DocumentsTest::commandsOf)
        .toList();
  }

  private static Stream<Command> commandsOf(Block block) {
    return block
        .text()
        .lines()
        .map(line -> line.replaceFirst("^\\$ ", "").replaceFirst("^\\./", ""))
        .map(line -> line.replaceFirst("\\s+(#|2?>|&|\\|).*$", ""))
        .filter(line -> line.startsWith("sallyport "))
        .filter(line -> !line.startsWith("sallyport test"))
        .map(line -> new Command(block, line));
  }

  private void issueCertificates() {
    var pki = folder.resolve("pki").toString();
    assertThat(Invocation.of("pki", "init", "--dir", pki).exit()).isZero();
    assertThat(Invocation.of("pki", "server", "--dir", pki, "portal.example.com").exit()).isZero();
  }

  /** A line of a block. */
  record Command(Block block, String line) {
    @Override
    public String toString() {
      return block + " " + line;
    }
  }
}
