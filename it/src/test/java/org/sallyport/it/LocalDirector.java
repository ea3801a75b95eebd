package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.director.Director;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Member;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.net.loop.Transport;

/** A director in this process, from the text of a file, with one event loop. */
final class LocalDirector implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Path file;
  private final Director director;

  private LocalDirector(Path file, Director director) {
    this.file = file;
    this.director = director;
  }

  /**
   * Starts one and waits until no member is unchecked.
   *
   * @param folder where the file stands and the state is kept
   * @param sections the keys of the director section, such as services and pools
   */
  static LocalDirector start(Path folder, String sections) throws IOException {
    var file = folder.resolve("node.yaml");
    var settings = settings(file, sections);
    var started =
        new LocalDirector(file, Director.open(settings, InstantSource.system(), Transport.best()));
    started.apply(settings);
    started.awaitVerdicts();
    return started;
  }

  /** Brings other sections into force. */
  void reload(String sections) throws IOException {
    apply(settings(file, sections));
    awaitVerdicts();
  }

  /** Tries to bring other sections into force; what is wrong with them. */
  List<String> tryReload(String sections) throws IOException {
    return director.apply(settings(file, sections));
  }

  private void apply(DirectorSettings settings) {
    var problems = director.apply(settings);
    if (!problems.isEmpty()) {
      director.close();
      throw new AssertionError(String.join("\n", problems));
    }
  }

  /** The text of a node's file with these keys in the director section. */
  static String node(String sections) {
    return "node: it\ndirector:\n  threads: 1\n  state: state\n" + sections.indent(2);
  }

  private static DirectorSettings settings(Path file, String sections) throws IOException {
    Files.writeString(file, node(sections));
    return switch (ConfigFile.load(file, NodeSettings.class)) {
      case Loaded.Valid<NodeSettings>(var node, _) -> node.director().orElseThrow();
      case Loaded.Invalid<NodeSettings>(var problems, _) ->
          throw new AssertionError(problems.toString());
    };
  }

  private void awaitVerdicts() {
    await()
        .atMost(PATIENCE)
        .until(() -> members().stream().noneMatch(m -> m.status().health() == Health.UNCHECKED));
  }

  private List<Member> members() {
    return director.pools().pools().stream().flatMap(pool -> pool.members().stream()).toList();
  }

  /** The member of that name, of whichever pool. */
  Member member(String name) {
    return members().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  /** Waits until the member has that health. */
  void awaitHealth(String member, Health health) {
    await()
        .atMost(PATIENCE)
        .alias(member + " is " + health)
        .until(() -> member(member).status().health() == health);
  }

  /** Waits until the member is down and the reason says all of these words. */
  void awaitCause(String member, String... words) {
    awaitHealth(member, Health.DOWN);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(member(member).status().cause()).contains(words));
  }

  /** The port of a service's first listener. */
  int port(String service) {
    return director.addresses(service).getFirst().getPort();
  }

  /** The director itself. */
  Director director() {
    return director;
  }

  @Override
  public void close() {
    director.close();
  }
}
