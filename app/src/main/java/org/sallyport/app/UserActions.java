package org.sallyport.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.app.AuthorityClient.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands below {@code user}. */
final class UserActions {
  private UserActions() {}

  /** What is done to one user. */
  abstract static class OfOne extends AuthorityAction {
    @Parameters(paramLabel = "USER", description = "The user's name; case does not count.")
    String name;

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      print(given, out);
    }
  }

  private static void print(Map<?, ?> user, PrintWriter out) {
    var rows = new ArrayList<List<String>>();
    for (var member :
        List.of("id", "state", "lockedUntil", "externalId", "ownerCluster", "pin", "created")) {
      rows.add(List.of(member, AuthorityAction.text(user, member)));
    }
    Table.print(rows, out);
  }

  /** Makes one. */
  @Command(
      name = "add",
      description = "Make a user.",
      exitCodeList = {"0:made", "1:refused, as when there is one already", "3:nobody answered"},
      footer = {"  sallyport user add anna", "  sallyport user add anna --external-id 4711"})
  static final class Add extends OfOne {
    @Option(names = "--external-id", paramLabel = "ID", description = "What a directory calls it.")
    private String externalId;

    @Option(
        names = "--owner-cluster",
        paramLabel = "NAME",
        description = "The gateways that manage it.")
    private String ownerCluster;

    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      var body = new LinkedHashMap<String, Object>();
      body.put("id", name);
      if (externalId != null) {
        body.put("externalId", externalId);
      }
      if (ownerCluster != null) {
        body.put("ownerCluster", ownerCluster);
      }
      return client.post("/v1/users", body);
    }
  }

  /** Lists them. */
  @Command(
      name = "list",
      description = "List users in the order of their names.",
      exitCodeList = {"0:it answered", "1:refused", "3:nobody answered"},
      footer = {"  sallyport user list", "  sallyport user list --search an --limit 100"})
  static final class Listing extends AuthorityAction {
    @Option(names = "--search", paramLabel = "TEXT", description = "Part of a name or external id.")
    private String search;

    @Option(names = "--after", paramLabel = "USER", description = "Names after this one.")
    private String after;

    @Option(
        names = "--limit",
        paramLabel = "COUNT",
        defaultValue = "50",
        description = "At most so many, 1 to 500. Default: 50.")
    private int limit;

    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.get(
          "/v1/users?limit=" + limit + query("search", search) + query("after", after));
    }

    private static String query(String name, String value) {
      return value == null ? "" : "&" + name + "=" + AuthorityClient.segment(value);
    }

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("USER", "STATE", "LOCKED UNTIL", "EXTERNAL ID"));
      for (var user : objects(given, "users")) {
        rows.add(
            List.of(
                text(user, "id"),
                text(user, "state"),
                text(user, "lockedUntil"),
                text(user, "externalId")));
      }
      Table.print(rows, out);
      if (given.get("next") != null) {
        out.println("more: --after " + given.get("next"));
      }
    }
  }

  /** Shows one. */
  @Command(
      name = "show",
      description = "Show a user.",
      exitCodeList = {"0:it answered", "1:refused", "3:nobody answered"},
      footer = {"  sallyport user show anna"})
  static final class Show extends OfOne {
    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.get(user(name));
    }
  }

  /** Keeps one out. */
  @Command(
      name = "disable",
      description = "Keep a user from authenticating.",
      exitCodeList = {"0:done, or it was so already", "1:refused", "3:nobody answered"},
      footer = {"  sallyport user disable anna"})
  static final class Disable extends OfOne {
    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.patch(user(name), Map.of("state", "disabled"));
    }
  }

  /** Lets one in again. */
  @Command(
      name = "enable",
      description = "Let a user authenticate again.",
      exitCodeList = {"0:done, or it was so already", "1:refused", "3:nobody answered"},
      footer = {"  sallyport user enable anna"})
  static final class Enable extends OfOne {
    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.patch(user(name), Map.of("state", "active"));
    }
  }

  /** Ends a lock. */
  @Command(
      name = "unlock",
      description = "End a lock and forget wrong codes.",
      exitCodeList = {"0:done, or it was not locked", "1:refused", "3:nobody answered"},
      footer = {"  sallyport user unlock anna"})
  static final class Unlock extends OfOne {
    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.post(user(name) + "/unlock");
    }
  }

  /** Deletes one. */
  @Command(
      name = "remove",
      description = "Delete a user with credentials, codes and devices.",
      exitCodeList = {"0:done", "1:refused", "3:nobody answered"},
      footer = {"  sallyport user remove anna"})
  static final class Remove extends OfOne {
    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.delete(user(name));
    }

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      out.println("removed");
    }
  }
}
