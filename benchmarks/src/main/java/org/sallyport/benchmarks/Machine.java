package org.sallyport.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What the figures were made on: they mean little without it. */
final class Machine {
  private Machine() {}

  static String markdown() throws IOException {
    return """
        Measured on %s: %s, %s processors, Linux %s; %s; %s; Java %s.
        """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            processor(),
            processors(),
            System.getProperty("os.version"),
            firstLine("haproxy", "-v"),
            firstLine("nginx", "-v"),
            System.getProperty("java.vm.version"));
  }

  private static String processor() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  /** All of the machine's, not only the one that this process is pinned to. */
  private static long processors() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.filter(line -> line.startsWith("processor")).count();
    }
  }

  private static String firstLine(String... command) throws IOException {
    var process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return text.lines().findFirst().orElse(command[0]).strip();
  }
}
