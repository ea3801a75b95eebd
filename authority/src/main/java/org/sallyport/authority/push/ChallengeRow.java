package org.sallyport.authority.push;

import java.time.Instant;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.store.Row;

/** A challenge as it is kept. */
record ChallengeRow(
    String id,
    String number,
    String display,
    String state,
    String detail,
    Instant created,
    Instant expires) {
  static final String PENDING = "pending";
  static final String ACCEPTED = "accepted";
  static final String REFUSED = "refused";
  static final String COLUMNS = "id, number, display, state, detail, created, expires";

  static ChallengeRow read(Row row) {
    return new ChallengeRow(
        row.text("id"),
        row.text("number"),
        row.text("display"),
        row.text("state"),
        row.text("detail"),
        row.time("created"),
        row.time("expires"));
  }

  /** Whether the login shows a number; else there is none to enter. */
  boolean numbered() {
    return !number.isEmpty();
  }

  boolean open(Instant now) {
    return state.equals(PENDING) && now.isBefore(expires);
  }

  /** How it stands; nobody needs to write that its time has passed. */
  Pushed at(Instant now) {
    if (open(now)) {
      return new Pushed.Pending(id, number);
    }
    return switch (state) {
      case ACCEPTED -> new Pushed.Accepted(id, detail);
      case REFUSED -> new Pushed.Refused(id, Refusal.of(detail));
      default -> new Pushed.Refused(id, Refusal.EXPIRED);
    };
  }

  Challenge shown() {
    return new Challenge(id, display, numbered(), created, expires);
  }
}
