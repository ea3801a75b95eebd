package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sallyport.testkit.FreePorts;

/** A page of the documents, done by a shell from its first line to its last, on other ports. */
final class Walkthrough {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  private Walkthrough() {}

  /**
   * Does it; a failing command ends the whole.
   *
   * @param page in {@code docs}
   * @param folder empty
   * @param ports of the page, which become free ones
   */
  static Command.Result run(String page, Path folder, String... ports)
      throws IOException, InterruptedException {
    program(folder);
    var script = Files.writeString(folder.resolve("page.sh"), onOtherPorts(script(page), ports));
    return Command.run(
        "",
        Map.of("PATH", folder + ":" + System.getenv("PATH"), "HOME", folder.toString()),
        "bash",
        "-c",
        "cd " + folder + " && exec bash " + script);
  }

  private static String script(String page) throws IOException {
    var text = Files.readString(Path.of("..", "docs", page));
    return "set -eu -o pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n"
        + commands(text);
  }

  /** All that a page has a shell do, in its order. */
  static String commands(String page) {
    return BLOCK
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.joining("\n"));
  }

  private static String onOtherPorts(String script, String... ports) {
    var moved = script;
    for (var port : ports) {
      moved = moved.replace(port, Integer.toString(FreePorts.take()));
    }
    return moved;
  }

  private static void program(Path folder) throws IOException {
    var words =
        NodeProcess.command(folder).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    var file = folder.resolve("sallyport");
    Files.writeString(file, "#!/bin/sh\nexec " + words + " \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
