package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Area;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Buttons;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Fact;
import org.sallyport.encryption.admin.Sheet.Facts;
import org.sallyport.encryption.admin.Sheet.Field;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Hidden;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.group.Condition;
import org.sallyport.encryption.group.Criterion;
import org.sallyport.encryption.group.Group;
import org.sallyport.encryption.group.GroupChange;
import org.sallyport.encryption.group.GroupEdit;
import org.sallyport.encryption.policy.PolicyVersion;
import org.sallyport.store.Transaction;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Groups in their order, and one of them. */
final class GroupsPage {
  static final String LIST = Console.HOME + "/groups";
  static final String ONE = Console.HOME + "/group";

  private static final String HINT =
      "One test a line: what is looked at, how, and the value. Such as: department equals"
          + " Engineering; address ends-with @sales.example.com; domain equals example.org;"
          + " memberof member-of cn=staff,dc=example,dc=com; mobile present.";

  private final Domain domain;
  private final Console console;

  GroupsPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  static String address(String id) {
    return ONE + "?id=" + Words.encoded(id);
  }

  /** A change of groups. */
  @FunctionalInterface
  private interface Doing {
    GroupChange make(Transaction tx, Request in);
  }

  List<Route> routes() {
    return List.of(
        Console.reads(LIST, "groupsPage").summary("Groups in their order.").handledBy(this::list),
        Console.reads(ONE, "groupPage")
            .summary("A group.")
            .query("id", "Which.", "g_1")
            .refuses(404, "There is none of that id.")
            .handledBy(this::show),
        change(
            "add",
            "Adds a group.",
            LIST,
            (tx, in) -> domain.groups().add(tx, in.actor(), edit(in))),
        change(
            "edit",
            "Changes a group.",
            LIST,
            (tx, in) ->
                domain.groups().edit(tx, in.actor(), id(in), Optional.of(version(in)), edit(in))),
        change(
            "move",
            "Puts a group at another place.",
            LIST,
            (tx, in) -> domain.groups().move(tx, in.actor(), id(in), place(in))),
        change(
            "remove",
            "Removes a group.",
            LIST,
            (tx, in) -> domain.groups().remove(tx, in.actor(), id(in))));
  }

  private Route change(String verb, String summary, String then, Doing doing) {
    return Console.form(ONE + "/" + verb, verb + "GroupForm", Permission.POLICIES)
        .summary(summary)
        .field("id", "Which.", "g_1")
        .handledBy(in -> changed(in, then, doing));
  }

  private Reply changed(Request in, String then, Doing doing) {
    GroupChange change;
    try {
      change = domain.store().write(tx -> doing.make(tx, in));
    } catch (IllegalArgumentException wrong) {
      return Console.cannot(String.valueOf(wrong.getMessage()));
    }
    return switch (change) {
      case GroupChange.Done(var group) -> Console.said(in, group.name() + ": done.", then);
      case GroupChange.Unknown _ -> Console.said(in, "There is no such group any more.", then);
      case GroupChange.Exists _ -> Console.cannot("another group has that name");
      case GroupChange.Stale _ ->
          Console.said(
              in, "Somebody else has changed it meanwhile; nothing was done.", address(id(in)));
      case GroupChange.Invalid(_, var message) -> Console.cannot(message);
    };
  }

  private static String id(Request in) {
    return Console.needed(in, "id");
  }

  private static long version(Request in) {
    var text = Console.needed(in, "version");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private static int place(Request in) {
    var text = Console.needed(in, "place");
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  /** What the form says. */
  private static GroupEdit edit(Request in) {
    var match = Console.needed(in, "match");
    var criteria =
        in.form("criteria")
            .orElse("")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(GroupsPage::criterion)
            .toList();
    return new GroupEdit(
        Console.needed(in, "name"),
        new Condition(named(Condition.Match.values(), match).orElse(Condition.Match.ALL), criteria),
        Console.needed(in, "policy"));
  }

  private static Criterion criterion(String line) {
    var parts = line.split("\\s+", 3);
    var operator =
        parts.length < 2
            ? Optional.<Criterion.Operator>empty()
            : named(Criterion.Operator.values(), parts[1]);
    if (operator.isEmpty()) {
      throw new IllegalArgumentException(
          "expected what is looked at, one of "
              + List.of(Criterion.Operator.values()).stream()
                  .map(GroupsPage::word)
                  .collect(Collectors.joining(", "))
              + ", and a value, not: "
              + line);
    }
    var subject =
        switch (parts[0]) {
          case "address" -> Criterion.Subject.ADDRESS;
          case "domain" -> Criterion.Subject.DOMAIN;
          default -> Criterion.Subject.ATTRIBUTE;
        };
    return new Criterion(
        subject,
        subject == Criterion.Subject.ATTRIBUTE ? parts[0] : "",
        operator.get(),
        parts.length < 3 ? "" : parts[2]);
  }

  private static String line(Criterion one) {
    var what =
        switch (one.subject()) {
          case ATTRIBUTE -> one.attribute();
          case ADDRESS -> "address";
          case DOMAIN -> "domain";
        };
    return (what + " " + word(one.operator()) + " " + one.value()).strip();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String word) {
    for (var each : all) {
      if (word(each).equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private Reply list(Request in) {
    var groups = domain.store().read(domain.groups()::all);
    var csrf = in.csrf(Permission.POLICIES);
    var rows = new ArrayList<Row>();
    for (int i = 0; i < groups.size(); i++) {
      int place = i;
      rows.add(
          row(place, groups.get(i)).with(csrf.map(t -> moves(groups, place, t)).orElse(List.of())));
    }
    var table =
        new Table(
            "The first group whose condition holds is the one that somebody is in.",
            List.of("Place", "Group", "Who", "Policy"),
            rows,
            "");
    var all = Card.of("Groups", table);
    return console.page(
        in,
        "Groups",
        LIST,
        csrf.map(token -> Sheet.of(all, fresh(token))).orElseGet(() -> Sheet.of(all)));
  }

  private static Row row(int place, Group one) {
    return Row.of(
        Cell.text(Integer.toString(place + 1)),
        Cell.link(one.name(), address(one.id())),
        Cell.text(one.condition().words()),
        Cell.link(one.policy(), PoliciesPage.address(one.policy())));
  }

  private static List<Button> moves(List<Group> groups, int place, String csrf) {
    var one = groups.get(place);
    var buttons = new ArrayList<Button>();
    if (one.isEverybody()) {
      return buttons;
    }
    if (place > 0) {
      buttons.add(move(one, place - 1, "Up", csrf));
    }
    if (place < groups.size() - 2) {
      buttons.add(move(one, place + 1, "Down", csrf));
    }
    return buttons;
  }

  private static Button move(Group one, int place, String word, String csrf) {
    return Button.of(
            ONE + "/move", csrf, Map.of("id", one.id(), "place", Integer.toString(place)), word)
        .about(one.name());
  }

  private Card fresh(String csrf) {
    return Card.of(
        "New group", new Form(ONE + "/add", csrf, fields(Optional.empty()), "Add", false));
  }

  private List<Field> fields(Optional<Group> group) {
    var policies = domain.store().read(domain.policies()::all);
    var condition = group.map(Group::condition).orElse(Condition.EVERYBODY);
    var fields = new ArrayList<Field>();
    fields.add(Input.text("name", "Name", group.map(Group::name).orElse("")).needed());
    fields.add(
        new Choice(
            "policy",
            "Policy",
            options(policies, PolicyVersion::policy),
            group.map(Group::policy).orElse("")));
    if (group.filter(Group::isEverybody).isEmpty()) {
      fields.add(
          new Choice(
              "match",
              "Somebody is in it when",
              List.of(
                  new Option("all", "all of these hold"),
                  new Option("any", "one of these holds"),
                  new Option("none", "none of these holds")),
              word(condition.match())));
      fields.add(
          new Area(
              "criteria",
              "Tests",
              condition.criteria().stream().map(GroupsPage::line).collect(Collectors.joining("\n")),
              HINT,
              5));
    }
    return fields;
  }

  private static <T> List<Option> options(List<T> all, Function<T, String> name) {
    return all.stream().map(name).map(each -> new Option(each, each)).toList();
  }

  private Reply show(Request in) {
    var id = Console.query(in, "id").orElse("");
    return domain
        .store()
        .read(tx -> domain.groups().find(tx, id))
        .map(group -> console.page(in, group.name(), LIST, sheet(in, group)))
        .orElseGet(() -> Console.gone("group", id));
  }

  private Sheet sheet(Request in, Group group) {
    var csrf = in.csrf(Permission.POLICIES);
    var about =
        Card.of(
            "Group",
            Facts.of(
                Fact.of("Who", group.condition().words()),
                new Fact(
                    "Policy", Cell.link(group.policy(), PoliciesPage.address(group.policy())))));
    if (csrf.isEmpty()) {
      return Sheet.of(about);
    }
    var fields = new ArrayList<>(fields(Optional.of(group)));
    fields.add(new Hidden("id", group.id()));
    fields.add(new Hidden("version", Long.toString(group.version())));
    var change = Card.of("Change", new Form(ONE + "/edit", csrf.get(), fields, "Save", false));
    var remove =
        Card.of(
            "Remove",
            Text.plain("Its people are then in the next group that matches."),
            new Buttons(
                List.of(
                    Button.danger(
                        ONE + "/remove", csrf.get(), Map.of("id", group.id()), "Remove"))));
    return group.isEverybody() ? Sheet.of(about, change) : Sheet.of(about, change, remove);
  }
}
