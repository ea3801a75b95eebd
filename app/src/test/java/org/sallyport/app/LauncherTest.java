package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.app.rules.Repository;

class LauncherTest {
  private static final String LAUNCHER = Repository.ROOT.resolve("sallyport").toString();

  private static final Set<String> ONLY_FOR_US = Set.of("testkit", "it", "fuzz", "benchmarks");

  @TempDir private Path folder;

  @Test
  void a_java_home_that_is_no_jdk_is_refused_before_anything_is_built() throws Exception {
    var answer = shell(Map.of("SALLYPORT_JAVA_HOME", folder.toString()), LAUNCHER, "version");

    assertThat(answer.exit()).isEqualTo(Exit.USAGE);
    assertThat(answer.err()).contains("SALLYPORT_JAVA_HOME=" + folder, "correct it or unset it");
  }

  @Test
  void a_jdk_that_is_too_old_is_refused() throws Exception {
    jdk("old", "17.0.15");

    assertThat(found(folder.resolve("old"))).isEqualTo("none");
  }

  @Test
  void a_jdk_of_the_release_or_later_suits() throws Exception {
    jdk("this", "25.0.3");
    jdk("next", "26");

    assertThat(found(folder.resolve("this"))).isEqualTo("suits");
    assertThat(found(folder.resolve("next"))).isEqualTo("suits");
  }

  @Test
  void a_change_in_any_module_that_is_shipped_is_built() throws Exception {
    var modules =
        Files.readString(Repository.ROOT.resolve("pom.xml"))
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("<module>"))
            .map(line -> line.replaceAll("</?module>", ""))
            .filter(module -> !ONLY_FOR_US.contains(module))
            .toList();

    var sources =
        Files.readAllLines(Path.of(LAUNCHER)).stream()
            .filter(line -> line.startsWith("sources="))
            .map(line -> line.replaceAll("sources=|\"", ""))
            .findFirst()
            .orElseThrow();

    assertThat(sources.split(" ")).containsExactlyInAnyOrderElementsOf(modules);
  }

  @Test
  void the_last_line_of_the_tests_adds_up_every_report() throws Exception {
    report("a/target/surefire-reports/TEST-A.xml", 5, 1, 1, 1);
    report("b/target/failsafe-reports/TEST-B.xml", 2, 0, 1, 0);

    assertThat(totals()).isEqualTo("3 passed, 2 failed, 2 skipped\n");
  }

  @Test
  void without_any_report_the_last_line_says_that_nothing_ran() throws Exception {
    assertThat(totals()).isEqualTo("0 passed, 0 failed, 0 skipped\n");
  }

  private String totals() throws IOException, InterruptedException {
    var script = ". " + Repository.ROOT + "/.ci/test.sh; root=" + folder + " sum_reports";
    return shell(Map.of(), "/bin/sh", "-c", script).out();
  }

  private String found(Path home) throws IOException, InterruptedException {
    var function = "sed -n '/^jdk_release=/p; /^suits()/,/^}/p' '" + LAUNCHER + "'";
    var script = "eval \"$(" + function + ")\"; suits '" + home + "' && echo suits || echo none";
    return shell(Map.of(), "/bin/sh", "-c", script).out().strip();
  }

  private void jdk(String name, String version) throws IOException {
    var bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
    for (var program : List.of("java", "javac")) {
      assertThat(Files.createFile(bin.resolve(program)).toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(bin.resolveSibling("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private void report(String file, int tests, int errors, int skipped, int failures)
      throws IOException {
    var report = folder.resolve(file);
    Files.createDirectories(report.getParent());
    Files.writeString(
        report,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="X" time="0.1" tests="%d" errors="%d" skipped="%d" failures="%d">
          <testcase name="tests=&quot;7&quot;"/>
        </testsuite>
        """
            .formatted(tests, errors, skipped, failures));
  }

  private static Invocation shell(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Invocation(process.waitFor(), out, err);
  }
}
