package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.sallyport.testkit.Peers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenPGP.js in Node, fetched once by its lock file into the build's folder. */
final class OpenPgpJs {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path FOLDER = Path.of("target", "openpgpjs").toAbsolutePath();

  private OpenPgpJs() {}

  /** Fetches it; without a registry in reach, the test is skipped with the reason. */
  static synchronized void require() throws IOException, InterruptedException {
    Peers.require("node");
    Peers.require("npm");
    Files.createDirectories(FOLDER);
    for (var name : List.of("package.json", "package-lock.json", "peer.mjs")) {
      try (var in = OpenPgpJs.class.getResourceAsStream("/openpgpjs/" + name)) {
        Files.write(FOLDER.resolve(name), Objects.requireNonNull(in).readAllBytes());
      }
    }
    if (Files.exists(FOLDER.resolve("node_modules/openpgp/package.json"))) {
      return;
    }
    var fetched =
        Command.run(
            "",
            Map.of(),
            "npm",
            "--prefix",
            FOLDER,
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--fetch-retries=1",
            "--fetch-timeout=20000");
    Assumptions.assumeTrue(fetched.exit() == 0, "npm could not fetch OpenPGP.js: " + fetched.err());
  }

  /** Asks for one operation; see peer.mjs. */
  static JsonNode ask(String operation, Map<String, Object> request)
      throws IOException, InterruptedException {
    var all = new LinkedHashMap<>(request);
    all.put("operation", operation);
    var answer =
        Command.run(JSON.writeValueAsString(all), Map.of(), "node", FOLDER.resolve("peer.mjs"));
    return JSON.readTree(answer.expectSuccess());
  }
}
