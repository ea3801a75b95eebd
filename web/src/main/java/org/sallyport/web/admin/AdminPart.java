package org.sallyport.web.admin;

import java.util.List;
import java.util.Optional;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Route;
import org.sallyport.web.session.Accounts;

/**
 * What one role of a node puts on the admin listener. Called by virtual threads, several at a time;
 * {@link #routes}, {@link #links}, {@link #events} and {@link #accounts} once, when the listener
 * opens.
 */
public interface AdminPart {

  /** The role's name, which is the key of its section. */
  String role();

  /** What it does at this moment, a phrase such as {@code 3 of 4 members up}. */
  String summary();

  /** What keeps it from serving, a sentence each; empty when it is ready. Called often. */
  List<String> missing();

  /**
   * What works less well than it should while it serves, such as a peer that is down; a phrase
   * each, beginning with a word that programs look for. Called often.
   */
  default List<String> impaired() {
    return List.of();
  }

  /**
   * Its operations and pages. Paths and ids are unique on a node, so a role begins its API with
   * {@code /api/v1/ROLE} and its pages with {@code /ROLE}; the director alone has {@code /}.
   */
  List<Route> routes();

  /** Its entries of the navigation. */
  List<Shell.Link> links();

  /** The path of its stream of events, which renews live pages; at most one role has one. */
  default Optional<String> events() {
    return Optional.empty();
  }

  /** Its administrators, who sign in beside the node's token; at most one role has some. */
  default Optional<Accounts> accounts() {
    return Optional.empty();
  }

  /**
   * Its metrics in Prometheus's text format 0.0.4, each line ended; families of names that no other
   * role uses.
   */
  default String metrics() {
    return "";
  }
}
