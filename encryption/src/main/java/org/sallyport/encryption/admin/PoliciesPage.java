package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Buttons;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Fact;
import org.sallyport.encryption.admin.Sheet.Facts;
import org.sallyport.encryption.admin.Sheet.Field;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Hidden;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.policy.PolicyChange;
import org.sallyport.encryption.policy.PolicyContent;
import org.sallyport.encryption.policy.PolicyDifference;
import org.sallyport.encryption.policy.PolicyReading;
import org.sallyport.encryption.policy.PolicyVersion;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Policies, and one of them with its versions. */
final class PoliciesPage {
  static final String LIST = Console.HOME + "/policies";
  static final String ONE = Console.HOME + "/policy";

  private static final int VERSIONS = 30;
  private static final int NOTE = 200;

  private final Domain domain;
  private final Console console;

  PoliciesPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  static String address(String name) {
    return ONE + "?name=" + Words.encoded(name);
  }

  List<Route> routes() {
    return List.of(
        Console.reads(LIST, "policiesPage").summary("The policies.").handledBy(this::list),
        Console.reads(ONE, "policyPage")
            .summary("A policy with its versions.")
            .query("name", "Which.", "Default")
            .refuses(404, "There is none of that name.")
            .handledBy(this::show),
        change("create", "Makes a policy that says what another says.").handledBy(this::create),
        change("edit", "Makes a new version.").handledBy(this::edit),
        change("roll-back", "Makes a new version that says what an old one said.")
            .field("version", "The old one.", "3")
            .handledBy(this::rollBack),
        change("remove", "Removes a policy that no group has.").handledBy(this::remove));
  }

  private static RouteBuilder change(String verb, String summary) {
    return Console.form(
            ONE + "/" + verb, verb.replace("-b", "B") + "PolicyForm", Permission.POLICIES)
        .summary(summary)
        .field("name", "Which.", "Default");
  }

  private Reply list(Request in) {
    var csrf = in.csrf(Permission.POLICIES);
    var groups = domain.store().read(domain.groups()::all);
    var all = domain.store().read(domain.policies()::all);
    var rows =
        all.stream()
            .map(
                one ->
                    Row.of(
                        Cell.link(one.policy(), address(one.policy())),
                        Cell.number(one.version()),
                        Cell.text(Words.stamp(one.at())),
                        Cell.text(one.content().keys().mode().name()),
                        Cell.text(
                            String.join(
                                ", ",
                                groups.stream()
                                    .filter(group -> group.policy().equals(one.policy()))
                                    .map(group -> group.name())
                                    .toList()))))
            .toList();
    var card =
        Card.of(
            "Policies",
            new Table(
                "Clients have them signed by the organisation key. Times are UTC.",
                List.of("Policy", "Version", "Changed", "Key mode", "Groups"),
                rows,
                ""));
    return console.page(
        in,
        "Policies",
        LIST,
        csrf.map(
                token ->
                    Sheet.of(
                        card,
                        Card.of(
                            "New policy",
                            Form.line(
                                ONE + "/create",
                                token,
                                "Make",
                                Input.text("name", "Name", "").needed()),
                            Text.small("It begins as the policy Default is; change it then."))))
            .orElseGet(() -> Sheet.of(card)));
  }

  private Reply show(Request in) {
    var name = Console.query(in, "name").orElse("");
    return domain
        .store()
        .read(tx -> domain.policies().find(tx, name))
        .map(one -> console.page(in, one.policy(), LIST, sheet(in, one)))
        .orElseGet(() -> Console.gone("policy", name));
  }

  private Sheet sheet(Request in, PolicyVersion one) {
    var csrf = in.csrf(Permission.POLICIES);
    var cards = new ArrayList<Card>();
    cards.add(csrf.map(token -> form(one, token)).orElseGet(() -> about(one)));
    cards.add(versions(one, csrf));
    csrf.ifPresent(
        token ->
            cards.add(
                Card.of(
                    "Remove",
                    Text.plain("Only a policy that no group has can be removed."),
                    new Buttons(
                        List.of(
                            Button.danger(
                                ONE + "/remove",
                                token,
                                Map.of("name", one.policy()),
                                "Remove"))))));
    return new Sheet(cards);
  }

  private static Card about(PolicyVersion one) {
    var keys = one.content().keys();
    var client = one.content().client();
    return Card.of(
        "Version " + one.version(),
        Facts.of(
            Fact.of("Key mode", keys.mode().name() + ": " + PolicyForm.promise(keys.mode())),
            Fact.of("Kind of key", keys.profile().name()),
            Fact.of("Keys last", keys.validity().map(Words::span).orElse("without an end")),
            Fact.of("Renewed before their end", Words.span(keys.renewBefore())),
            Fact.of(
                "Additional decryption keys",
                Integer.toString(keys.additionalDecryptionKeys().size())),
            Fact.of("Clients ask every", Words.span(client.updateInterval())),
            Fact.of("Holds offline for", Words.span(client.offlineGrace())),
            Fact.of("And then", Words.of(client.afterGrace())),
            Fact.of("Log level", client.logLevel().word())));
  }

  private static Card form(PolicyVersion one, String csrf) {
    var fields = new ArrayList<Field>(PolicyForm.fields(one.content()));
    fields.add(Input.text("note", "Why (kept with the version)", ""));
    fields.add(new Hidden("name", one.policy()));
    fields.add(new Hidden("version", Long.toString(one.version())));
    return Card.of(
        "Version " + one.version(), new Form(ONE + "/edit", csrf, fields, "Save", false));
  }

  private Card versions(PolicyVersion latest, Optional<String> csrf) {
    var versions =
        domain
            .store()
            .read(
                tx ->
                    domain
                        .policies()
                        .versions(tx, latest.policy(), latest.version() + 1, VERSIONS));
    var rows = new ArrayList<Row>();
    for (int i = 0; i < versions.size(); i++) {
      var one = versions.get(i);
      var changed =
          i + 1 < versions.size() ? changed(versions.get(i + 1).content(), one.content()) : "";
      var row =
          Row.of(
              Cell.text(Long.toString(one.version())),
              Cell.text(Words.stamp(one.at())),
              Cell.text(one.actor()),
              Cell.text(one.note()),
              Cell.text(changed));
      rows.add(
          row.with(
              one.version() == latest.version()
                  ? List.of()
                  : csrf.map(token -> List.of(back(one, token))).orElse(List.of())));
    }
    return Card.of(
        "Versions",
        new Table(
            "The latest first. Times are UTC.",
            List.of("Version", "Made", "By", "Why", "Different"),
            rows,
            ""));
  }

  private static Button back(PolicyVersion one, String csrf) {
    return Button.of(
            ONE + "/roll-back",
            csrf,
            Map.of("name", one.policy(), "version", Long.toString(one.version())),
            "Go back")
        .about("to version " + one.version());
  }

  private static String changed(PolicyContent before, PolicyContent after) {
    return String.join(
        "; ",
        PolicyDifference.between(before, after).stream()
            .map(
                each ->
                    each.pointer().substring(1)
                        + ": "
                        + brief(each.before())
                        + " → "
                        + brief(each.after()))
            .toList());
  }

  private static String brief(Optional<String> json) {
    var text = json.orElse("none");
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private Reply create(Request in) {
    var name = Console.needed(in, "name");
    return reply(
        in,
        name,
        domain
            .store()
            .write(
                tx ->
                    domain
                        .policies()
                        .create(tx, in.actor(), name, PolicyContent.STANDARD, "from the console")));
  }

  private Reply edit(Request in) {
    var name = Console.needed(in, "name");
    var known = domain.store().read(tx -> domain.policies().find(tx, name));
    if (known.isEmpty()) {
      return Console.gone("policy", name);
    }
    var note = Console.needed(in, "note");
    var json = PolicyForm.json(in, known.get().content().mail());
    return switch (PolicyReading.text(json, domain.clock().instant())) {
      case PolicyReading.Read.Wrong(var pointer, var message) ->
          Console.cannot(pointer + ": " + message);
      case PolicyReading.Read.Good(var content) ->
          reply(
              in,
              name,
              domain
                  .store()
                  .write(
                      tx ->
                          domain
                              .policies()
                              .edit(
                                  tx,
                                  in.actor(),
                                  name,
                                  Optional.of(version(in)),
                                  content,
                                  note.length() > NOTE ? note.substring(0, NOTE) : note)));
    };
  }

  private static long version(Request in) {
    var text = Console.needed(in, "version");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private Reply rollBack(Request in) {
    var name = Console.needed(in, "name");
    return reply(
        in,
        name,
        domain.store().write(tx -> domain.policies().rollBack(tx, in.actor(), name, version(in))));
  }

  private Reply remove(Request in) {
    var name = Console.needed(in, "name");
    var change = domain.store().write(tx -> domain.policies().remove(tx, in.actor(), name));
    return change instanceof PolicyChange.Done
        ? Console.said(in, name + " is removed.", LIST)
        : reply(in, name, change);
  }

  private static Reply reply(Request in, String name, PolicyChange change) {
    return switch (change) {
      case PolicyChange.Done(var version) ->
          Console.said(in, "Version " + version.version() + " is in force.", address(name));
      case PolicyChange.Unknown _ -> Console.gone("policy", name);
      case PolicyChange.Exists _ -> Console.cannot("there is a policy of that name already");
      case PolicyChange.Stale(long version) ->
          Console.said(
              in,
              "Somebody else has made version " + version + " meanwhile; nothing was done.",
              address(name));
      case PolicyChange.InUse(var groups) ->
          Console.cannot("groups have it: " + String.join(", ", groups));
      case PolicyChange.Invalid(var message) -> Console.cannot(message);
    };
  }
}
