package org.sallyport.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sallyport.app.AuthorityClient.Answer;
import org.sallyport.web.route.Json;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands that ask an authority have in common. */
abstract class AuthorityAction implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin private AuthorityLink link;

  @Option(names = "--json", description = "Print the answer of the API as it is.")
  private boolean json;

  /** The request. */
  abstract Answer ask(AuthorityClient client) throws InterruptedException;

  /** Prints what was given, for people. */
  abstract void show(Map<?, ?> given, PrintWriter out);

  @Override
  public Integer call() throws InterruptedException {
    try (var client = link.open(spec.commandLine())) {
      return report(ask(client));
    }
  }

  /** Prints an answer and makes an exit code of it. */
  int report(Answer answer) {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    int exit =
        switch (answer) {
          case Answer.Given(var given) -> {
            if (json) {
              out.println(Json.text(given));
            } else {
              show(given, out);
            }
            yield Exit.FINE;
          }
          case Answer.Refused(_, var detail) -> {
            err.println("sallyport: " + detail);
            yield Exit.FINDINGS;
          }
          case Answer.Unreachable(var cause) -> {
            err.println("sallyport: " + cause);
            yield Exit.UNREACHABLE;
          }
        };
    out.flush();
    err.flush();
    return exit;
  }

  /** The path of a user. */
  static String user(String name) {
    return "/v1/users/" + AuthorityClient.segment(name);
  }

  /** The objects of an array; none where it is absent. */
  static List<Map<?, ?>> objects(Map<?, ?> object, String member) {
    return object.get(member) instanceof List<?> items
        ? items.stream().<Map<?, ?>>map(Map.class::cast).toList()
        : List.of();
  }

  /** An object within; an empty one where it is absent. */
  static Map<?, ?> object(Map<?, ?> object, String member) {
    return object.get(member) instanceof Map<?, ?> within ? within : Map.of();
  }

  /** A member as text; a hyphen where it is absent. */
  static String text(Map<?, ?> object, String member) {
    var value = object.get(member);
    return value == null ? "-" : value.toString();
  }
}
