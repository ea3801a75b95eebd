package org.sallyport.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.web.admin.AdminPart;
import org.sallyport.web.admin.ReloadOutcome;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;

/** Nodes whose roles are fakes, which take the director's section as theirs. */
class RolesOfANodeTest {
  @TempDir private Path folder;
  private Path file;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("node.yaml");
    write("a.example");
  }

  private void write(String service) throws IOException {
    Files.writeString(
        file,
        """
        node: n1
        admin: { listen: 127.0.0.1:0 }
        director:
          state: state
          services: { %s: { listen: 127.0.0.1:0, pool: p } }
          pools: { p: { kind: stateful, members: { m1: { address: 127.0.0.1:1 } } } }
        """
            .formatted(service));
  }

  /** A role that does nothing but tell what it was told. */
  private final class Fake implements Role<DirectorSettings>, AdminPart {
    private final String name;
    private final String refused;

    Fake(String name, String refused) {
      this.name = name;
      this.refused = refused;
    }

    @Override
    public List<String> apply(DirectorSettings wanted) {
      var services = String.join(",", wanted.services().keySet());
      if (services.equals(refused)) {
        return List.of(name + " does not take " + services);
      }
      log.add(name + " applies " + services);
      return List.of();
    }

    @Override
    public void reloaded(String actor, ReloadOutcome outcome) {
      log.add(name + " hears of " + actor);
    }

    @Override
    public AdminPart admin() {
      return this;
    }

    @Override
    public void drain() {
      log.add(name + " drains");
    }

    @Override
    public void close() {
      log.add(name + " closes");
    }

    @Override
    public String role() {
      return name;
    }

    @Override
    public String summary() {
      return "idles";
    }

    @Override
    public List<String> missing() {
      return name.equals("lame") ? List.of("it cannot walk") : List.of();
    }

    @Override
    public List<Route> routes() {
      return List.of(
          Route.get("/api/v1/" + name, name)
              .summary("Tells the name.")
              .tag(name)
              .answers(200, "The name.", "text/plain")
              .handledBy(_ -> Reply.text("text/plain", name)));
    }

    @Override
    public List<Shell.Link> links() {
      return List.of(new Shell.Link("/api/v1/" + name, name));
    }

    @Override
    public String metrics() {
      return "fake_" + name + " 1\n";
    }
  }

  private RoleKind<?> kind(String name, String refused) {
    return new RoleKind<>(
        name,
        NodeSettings::director,
        (_, _) -> new RoleKind.Opening.Running<>(new Fake(name, refused)));
  }

  private static Node started(Node.Starting starting) {
    return switch (starting) {
      case Node.Starting.Running(Node node) -> node;
      case Node.Starting.Refused(String report) -> throw new AssertionError(report);
    };
  }

  private Node node(RoleKind<?>... kinds) {
    return started(Node.start(file, "1", List.of(kinds)));
  }

  private static HttpResponse<String> get(Node node, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var address = URI.create(node.dashboard() + path.substring(1));
      return client.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void a_node_without_a_director_shows_its_roles_on_its_start_page() throws Exception {
    try (var node = node(kind("calm", ""), kind("lame", ""))) {
      assertThat(get(node, "/").body())
          .contains("calm", "Ready: idles.", "lame", "Not ready.", "it cannot walk");
    }
  }

  @Test
  void a_node_serves_the_operations_and_metrics_of_every_role() throws Exception {
    try (var node = node(kind("calm", ""), kind("brisk", ""))) {
      assertThat(get(node, "/api/v1/calm").body()).isEqualTo("calm");
      assertThat(get(node, "/api/v1/brisk").body()).isEqualTo("brisk");
      assertThat(get(node, "/metrics").body())
          .contains("jvm_threads_live_threads ", "fake_calm 1\n", "fake_brisk 1\n");
      assertThat(get(node, "/api/v1/node").body())
          .contains("\"node\":\"n1\"", "\"role\":\"calm\"", "\"role\":\"brisk\"");
    }
  }

  @Test
  void a_node_is_ready_when_every_role_is() throws Exception {
    try (var node = node(kind("calm", ""), kind("brisk", ""))) {
      assertThat(get(node, "/ready").statusCode()).isEqualTo(200);
    }
    try (var node = node(kind("calm", ""), kind("lame", ""))) {
      assertThat(get(node, "/ready").body())
          .isEqualTo("{\"ready\":false,\"reasons\":[\"lame: it cannot walk\"],\"impaired\":[]}");
    }
  }

  @Test
  void a_reload_that_one_role_refuses_is_taken_back_from_the_others() throws Exception {
    try (var node = node(kind("calm", ""), kind("choosy", "b.example"))) {
      write("b.example");

      assertThat(node.reload("test"))
          .isEqualTo(new ReloadOutcome.Rejected(List.of("choosy does not take b.example")));
      assertThat(log)
          .containsExactly(
              "calm applies b.example",
              "calm applies a.example",
              "calm hears of test",
              "choosy hears of test");
    }
  }

  @Test
  void a_role_whose_section_is_new_starts_with_the_node() throws Exception {
    var late =
        new RoleKind<>(
            "late",
            settings ->
                settings.director().filter(section -> section.services().containsKey("b.example")),
            (_, _) -> new RoleKind.Opening.Running<>(new Fake("late", "")));
    try (var node = node(kind("calm", ""), late)) {
      write("b.example");

      assertThat(node.reload("test"))
          .isInstanceOfSatisfying(
              ReloadOutcome.Accepted.class,
              accepted ->
                  assertThat(accepted.changes()).contains("! late takes effect at the next start"));
      assertThat(log).doesNotContain("late applies b.example");
    }
  }

  @Test
  void a_node_drains_all_roles_and_then_closes_them() {
    node(kind("calm", ""), kind("brisk", "")).close();

    assertThat(log.subList(0, 2)).containsExactlyInAnyOrder("calm drains", "brisk drains");
    assertThat(log.subList(2, 4)).containsExactly("brisk closes", "calm closes");
  }

  @Test
  void a_role_that_cannot_start_lets_those_before_it_close() {
    RoleKind<DirectorSettings> broken =
        new RoleKind<>(
            "broken",
            NodeSettings::director,
            (_, _) -> new RoleKind.Opening.Refused<>(List.of("broken.listen: in use")));

    assertThat(Node.start(file, "1", List.of(kind("calm", ""), broken)))
        .isEqualTo(new Node.Starting.Refused(file + ": broken.listen: in use\n"));
    assertThat(log).containsExactly("calm closes");
  }

  @Test
  void a_token_of_a_node_with_a_director_is_left_in_the_directors_state() {
    try (var _ = node(kind("calm", ""))) {
      assertThat(folder.resolve("state").resolve("admin-token")).exists();
    }
    var without =
        new NodeSettings(
                "n1",
                settings().admin(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            .stateFolder(file);
    assertThat(without).isEqualTo(folder.resolve("data").resolve("n1"));
  }

  private NodeSettings settings() {
    return switch (org.sallyport.config.ConfigFile.load(file, NodeSettings.class)) {
      case org.sallyport.config.Loaded.Valid<NodeSettings>(var value, _) -> value;
      case org.sallyport.config.Loaded.Invalid<NodeSettings> invalid ->
          throw new AssertionError(invalid.problems());
    };
  }
}
