package org.sallyport.encryption.admin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.group.Criterion;
import org.sallyport.encryption.group.Group;
import org.sallyport.encryption.group.GroupChange;
import org.sallyport.encryption.group.GroupReading;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Groups, for programs. */
final class GroupApi {
  private final Domain domain;

  GroupApi(Domain domain) {
    this.domain = domain;
  }

  /** One test; {@code attribute} and {@code value} may be empty. */
  record CriterionView(String subject, String attribute, String operator, String value) {
    static CriterionView of(Criterion one) {
      return new CriterionView(
          word(one.subject()), one.attribute(), word(one.operator()), one.value());
    }
  }

  /** A group. */
  record GroupView(
      String id,
      String name,
      String match,
      List<CriterionView> criteria,
      String policy,
      long version) {
    static GroupView of(Group one) {
      return new GroupView(
          one.id(),
          one.name(),
          word(one.condition().match()),
          one.condition().criteria().stream().map(CriterionView::of).toList(),
          one.policy(),
          one.version());
    }
  }

  /** Groups in their order, everybody's last. */
  record GroupList(List<GroupView> groups) {}

  /** What a group is to be. */
  record GroupBody(
      String name, String policy, Optional<String> match, List<CriterionView> criteria) {}

  /** A place in the order, 0 for the first. */
  record Place(long place) {}

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<Route> routes() {
    return List.of(
        Api.reads("/groups", "listGroups")
            .summary("Groups in their order.")
            .answers(200, "All of them.", GroupList.class)
            .handledBy(_ -> list()),
        Api.posts("/groups", "addGroup", Permission.POLICIES)
            .summary("Adds a group before that of everybody.")
            .body(GroupBody.class)
            .answers(201, "Added.", GroupView.class)
            .refuses(409, "Another group has that name.")
            .refuses(422, "It cannot be.")
            .handledBy(this::add),
        one(Api.posts("/groups/{id}", "changeGroup", Permission.POLICIES))
            .summary("Changes a group.")
            .body(GroupBody.class)
            .answers(200, "Changed.", GroupView.class)
            .refuses(409, "Another group has that name.")
            .refuses(422, "It cannot be.")
            .handledBy(this::edit),
        one(Api.posts("/groups/{id}/place", "moveGroup", Permission.POLICIES))
            .summary("Puts a group at another place.")
            .body(Place.class)
            .answers(200, "It is there.", GroupView.class)
            .handledBy(this::move),
        one(Api.deletes("/groups/{id}", "removeGroup", Permission.POLICIES))
            .summary("Removes a group.")
            .answers(204, "Removed.")
            .handledBy(this::remove));
  }

  private static RouteBuilder one(RouteBuilder route) {
    return route
        .path("id", "Which: an id or a name.", "Engineering")
        .refuses(404, "There is no such group.");
  }

  private Reply list() {
    return Reply.json(
        new GroupList(
            domain.store().read(domain.groups()::all).stream().map(GroupView::of).toList()));
  }

  /** The id that an id or a name stands for. */
  private String id(Request in) {
    var text = in.path("id");
    return domain
        .store()
        .read(tx -> domain.groups().find(tx, text).or(() -> domain.groups().named(tx, text)))
        .map(Group::id)
        .orElse(text);
  }

  private Reply add(Request in) {
    var wanted = in.json(GroupReading::of);
    return reply(in, 201, domain.store().write(tx -> domain.groups().add(tx, in.actor(), wanted)));
  }

  private Reply edit(Request in) {
    var wanted = in.json(GroupReading::of);
    var id = id(in);
    return reply(
        in,
        200,
        domain
            .store()
            .write(tx -> domain.groups().edit(tx, in.actor(), id, Optional.empty(), wanted)));
  }

  private Reply move(Request in) {
    int place =
        in.json(
            body ->
                body.number("place", 0, 100_000)
                    .orElseThrow(() -> body.wrong("place", "it is missing"))
                    .intValue());
    var id = id(in);
    return reply(
        in, 200, domain.store().write(tx -> domain.groups().move(tx, in.actor(), id, place)));
  }

  private Reply remove(Request in) {
    var id = id(in);
    var change = domain.store().write(tx -> domain.groups().remove(tx, in.actor(), id));
    return change instanceof GroupChange.Done ? Reply.empty() : reply(in, 200, change);
  }

  private static Reply reply(Request in, int status, GroupChange change) {
    return switch (change) {
      case GroupChange.Done(var group) -> Reply.json(status, GroupView.of(group));
      case GroupChange.Unknown _ -> Api.unknown("group", in.path("id"));
      case GroupChange.Exists _ -> Reply.problem(Problems.conflict("another group has that name"));
      case GroupChange.Stale _ ->
          Reply.problem(Problems.changedMeanwhile("somebody else has changed the group"));
      case GroupChange.Invalid(_, var message) -> Api.unfit("group", message);
    };
  }
}
