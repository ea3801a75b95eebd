package org.sallyport.authority.user;

import java.util.Locale;
import java.util.Optional;
import org.sallyport.store.Row;

/** Rows of users. */
final class UserRow {
  static final String COLUMNS =
      "name, external_id, owner_cluster, state, wrong_codes, locked_until, pin, created, version";

  private UserRow() {}

  static User user(Row row) {
    return new User(
        new UserName(row.text("name")),
        row.textIfAny("external_id"),
        row.textIfAny("owner_cluster"),
        UserState.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
        row.timeIfAny("locked_until"),
        row.textIfAny("pin").isPresent(),
        row.time("created"),
        row.number("version"));
  }

  static Standing standing(Row row) {
    return new Standing(user(row), row.textIfAny("pin"), (int) row.number("wrong_codes"));
  }

  static String word(UserState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** What is kept of an edited text: an empty one clears. */
  static Optional<String> edited(Optional<String> edit, Optional<String> before) {
    return edit.isPresent() ? edit.filter(text -> !text.isEmpty()) : before;
  }
}
