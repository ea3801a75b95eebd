package org.sallyport.encryption.enrolment;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.encryption.client.Machine;
import org.sallyport.store.Transaction;

/**
 * An enrolment as the store has it.
 *
 * @param token SHA-256 of what was mailed; empty once it is spent
 * @param tries wrong tokens so far
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record KeptEnrolment(
    String id,
    Machine machine,
    String method,
    String address,
    State state,
    byte[] token,
    long tries,
    Instant expires,
    Optional<String> client) {
  /** Where it stands. */
  enum State {
    /** A token was mailed. */
    MAIL_SENT,
    /** It has become a client. */
    ENROLLED
  }

  static Optional<KeptEnrolment> find(Transaction in, String id) {
    return in.first(
        "SELECT id, public_key, method, address, device, platform, state, token, tries, expires,"
            + " client FROM enrolments WHERE id = ?",
        row ->
            new KeptEnrolment(
                row.text("id"),
                new Machine(row.bytes("public_key"), row.text("device"), row.text("platform")),
                row.text("method"),
                row.text("address"),
                State.valueOf(row.text("state")),
                row.bytes("token"),
                row.number("tries"),
                row.time("expires"),
                row.textIfAny("client")),
        id);
  }

  /** Holds it until the transaction ends, so that two steps of it come one after the other. */
  static void hold(Transaction in, String id) {
    in.run("UPDATE enrolments SET tries = tries WHERE id = ?", id);
  }

  /** Keeps it; false when there is one of that id. */
  boolean insert(Transaction in, Instant now) {
    return in.run(
            "INSERT INTO enrolments (id, public_key, method, address, device, platform, state,"
                + " token, tries, expires, client, created) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
                + " ON CONFLICT DO NOTHING",
            id,
            machine.publicKey(),
            method,
            address,
            machine.name(),
            machine.platform(),
            state.name(),
            token,
            tries,
            expires,
            client,
            now)
        == 1;
  }

  @Override
  public String toString() {
    return "KeptEnrolment[" + id + " " + state + "]";
  }
}
