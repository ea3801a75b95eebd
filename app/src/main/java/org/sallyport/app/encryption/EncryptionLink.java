package org.sallyport.app.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.NodeLink;
import org.sallyport.app.admin.AdminAddress;
import org.sallyport.web.route.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Asks the encryption server of a node and prints what it answers. The exit codes are those of
 * every command that it is mixed into.
 */
@Command(exitCodeList = {"0:done", "1:refused; the reason is printed", "3:nobody answered"})
final class EncryptionLink {
  private static final String ROOT = "/api/v1/encryption";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private NodeLink node;

  @Option(
      names = "--token",
      paramLabel = "SOURCE",
      description = {
        "An administrator's own API token, as file:PATH or env:NAME. Default: the node's token."
      })
  private @Nullable String token;

  @Option(names = "--json", description = "Print the answer as the API gives it.")
  private boolean json;

  /** Reads. */
  int get(String path) throws InterruptedException {
    return ask(client -> client.get(ROOT + path), this::print);
  }

  /** Reads something that is no JSON, such as a file. */
  int raw(String path) throws InterruptedException {
    return ask(client -> client.get(ROOT + path), this::plain);
  }

  /** Does something. */
  int post(String path, Object body) throws InterruptedException {
    return ask(client -> client.command("POST", ROOT + path, Json.bytes(body)), this::print);
  }

  /** Gives something and gets something that is no JSON, such as a key. */
  int exchange(String path, Object body) throws InterruptedException {
    return ask(client -> client.command("POST", ROOT + path, Json.bytes(body)), this::plain);
  }

  /** Gives something and gets a file. */
  int download(String path, Object body, Path file) throws InterruptedException {
    return ask(client -> client.download(ROOT + path, Json.bytes(body), file), this::plain);
  }

  /** Does something that a JSON text says. */
  int postText(String path, String body) throws InterruptedException {
    return ask(client -> client.command("POST", ROOT + path, body.getBytes(UTF_8)), this::print);
  }

  /** Does something that needs no words. */
  int post(String path) throws InterruptedException {
    return ask(client -> client.command("POST", ROOT + path, new byte[0]), this::print);
  }

  /** Removes something. */
  int delete(String path) throws InterruptedException {
    return ask(client -> client.command("DELETE", ROOT + path, new byte[0]), _ -> {});
  }

  private int ask(NodeLink.Question question, Consumer<String> then) throws InterruptedException {
    var address = node.address(spec.commandLine());
    if (token != null) {
      address =
          new AdminAddress(
              address.base(), Sources.of(spec, "--token", token), address.certificate());
    }
    return NodeLink.ask(address, spec.commandLine(), question, then);
  }

  private void print(String answer) {
    if (json || answer.isBlank()) {
      plain(answer);
    } else {
      plain(Outline.of(answer));
    }
  }

  private void plain(String text) {
    var out = spec.commandLine().getOut();
    if (!text.isEmpty()) {
      out.print(text.endsWith("\n") ? text : text + "\n");
    }
    out.flush();
  }

  /** As a segment of a path or a value of a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** What this command is called with, for passphrases from the terminal. */
  CommandSpec spec() {
    return spec;
  }
}
