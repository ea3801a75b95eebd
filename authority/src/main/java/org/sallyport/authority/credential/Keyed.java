package org.sallyport.authority.credential;

import java.time.Instant;
import java.util.Locale;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.CodeWindow;
import org.sallyport.oath.HashAlgorithm;
import org.sallyport.oath.Hotp;
import org.sallyport.oath.Match;
import org.sallyport.oath.Totp;
import org.sallyport.store.Row;

/**
 * A credential with its sealed seed and where it stands.
 *
 * @param lastFactor the greatest step or counter accepted, -1 before the first
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
record Keyed(Credential about, byte[] seed, long lastFactor) {
  static final String COLUMNS =
      "id, user_name, name, kind, state, algorithm, digits, period, seed, last_factor, drift,"
          + " last_used, created, version";

  static Keyed read(Row row) {
    var about =
        new Credential(
            row.text("id"),
            new UserName(row.text("user_name")),
            row.text("name"),
            CodeKind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
            new CodeForm(HashAlgorithm.valueOf(row.text("algorithm")), (int) row.number("digits")),
            (int) row.number("period"),
            CredentialState.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
            row.number("drift"),
            row.timeIfAny("last_used"),
            row.time("created"),
            row.number("version"));
    return new Keyed(about, row.bytes("seed"), row.number("last_factor"));
  }

  boolean enabled() {
    return about.state() == CredentialState.ENABLED;
  }

  /** Looks for a code as a login does. */
  Match find(Secret plain, String code, Instant now, CodePolicy policy) {
    return switch (about.kind()) {
      case TOTP -> totp().find(plain, code, now, about.drift(), policy.window(), lastFactor);
      case HOTP -> new Hotp(about.form()).find(plain, code, lastFactor + 1, policy.lookAhead());
    };
  }

  /** Where two consecutive codes are searched for after the clock or the counter was lost. */
  CodeWindow wide(Instant now, CodePolicy policy) {
    return switch (about.kind()) {
      case TOTP -> CodeWindow.around(totp().step(now), policy.resyncWindow(), lastFactor);
      case HOTP ->
          new CodeWindow(
              lastFactor + 1,
              lastFactor + 1 + policy.lookAhead() + policy.resyncWindow(),
              lastFactor);
    };
  }

  /** How far ahead of now a factor is; of event-based ones nothing is. */
  long drift(long factor, Instant now) {
    return about.kind() == CodeKind.TOTP ? factor - totp().step(now) : 0;
  }

  Totp totp() {
    return new Totp(about.form(), about.period());
  }

  @Override
  public String toString() {
    return "Keyed[" + about.id() + "]";
  }
}
