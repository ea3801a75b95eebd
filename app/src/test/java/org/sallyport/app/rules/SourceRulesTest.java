package org.sallyport.app.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SourceRulesTest {
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b");

  private final List<Path> sources = Repository.files("glob:*/src/{main,test,jmh}/java/**.java");

  @Test
  void a_source_file_stays_under_four_hundred_lines_of_code() {
    assertThat(broken(text -> text.lines().filter(SourceRulesTest::isCode).count() < 400))
        .isEmpty();
  }

  @Test
  void nothing_is_left_to_do() {
    assertThat(broken(text -> !UNFINISHED.matcher(text).find())).isEmpty();
  }

  @Test
  void no_test_sleeps() {
    var call = "Thread" + ".sleep(";
    assertThat(tests()).filteredOn(file -> read(file).contains(call)).isEmpty();
  }

  @Test
  void no_test_mocks() {
    var library = "org." + "mockito";
    assertThat(tests()).filteredOn(file -> read(file).contains(library)).isEmpty();
  }

  @Test
  void a_package_says_what_it_is_and_is_null_marked() {
    var folders =
        sources.stream().filter(this::isProduction).map(Path::getParent).distinct().toList();
    assertThat(folders)
        .isNotEmpty()
        .allSatisfy(
            folder ->
                assertThat(folder.resolve("package-info.java"))
                    .content(UTF_8)
                    .contains("/**")
                    .contains("@NullMarked"));
  }

  private static boolean isCode(String line) {
    return !line.isBlank() && !line.strip().matches("(//|/?\\*|import ).*");
  }

  private List<Path> tests() {
    return sources.stream().filter(file -> !isProduction(file)).toList();
  }

  private boolean isProduction(Path file) {
    return file.toString().contains("/src/main/");
  }

  private List<Path> broken(Predicate<String> rule) {
    return sources.stream().filter(file -> !rule.test(read(file))).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
