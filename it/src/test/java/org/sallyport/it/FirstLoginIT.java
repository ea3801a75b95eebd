package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.Peers;

/** The page for newcomers, done by a shell from its first line to its last, on other ports. */
final class FirstLoginIT {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  @TempDir private Path folder;

  /** The page's commands; a failing one ends the whole. */
  private static String script() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "first-login.md"));
    var blocks = BLOCK.matcher(page).results().map(match -> match.group(1));
    return "set -eu -o pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n"
        + blocks.collect(Collectors.joining("\n"));
  }

  private static String onOtherPorts(String script) {
    var moved = script;
    for (var port : new String[] {"9400", "9401", "8443", "1812"}) {
      moved = moved.replace(port, Integer.toString(FreePorts.take()));
    }
    return moved;
  }

  private void program() throws IOException {
    var words =
        NodeProcess.command(folder).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    var file = folder.resolve("sallyport");
    Files.writeString(file, "#!/bin/sh\nexec " + words + " \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void what_the_page_shows_ends_with_a_login() throws Exception {
    Peers.require("radclient");
    Peers.require("oathtool");
    program();
    var script = Files.writeString(folder.resolve("page.sh"), onOtherPorts(script()));

    var path = folder + ":" + System.getenv("PATH");
    var done =
        Command.run(
            "",
            Map.of("PATH", path, "HOME", folder.toString()),
            "bash",
            "-c",
            "cd " + folder + " && exec bash " + script);

    assertThat(done.exit()).as(done.all()).isZero();
    assertThat(done.out())
        .contains("authority.yaml: fine", "gateway.yaml: fine", "otpauth://totp/Sallyport:anna")
        .contains("Received Access-Accept", "Received Access-Reject")
        .containsPattern("anna code accept")
        .containsPattern("anna code reject replayed");
  }
}
