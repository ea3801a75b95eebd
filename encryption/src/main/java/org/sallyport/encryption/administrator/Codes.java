package org.sallyport.encryption.administrator;

import java.time.InstantSource;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.Match;
import org.sallyport.oath.Totp;
import org.sallyport.store.Store;

/** The codes of administrators' second factors; each is accepted once (RFC 6238 section 5.2). */
final class Codes {
  /** Seconds that a code is shown for. */
  static final int PERIOD = 30;

  /** RFC 6238 section 5.2: one step before and after, for clocks and slow fingers. */
  private static final int WINDOW = 1;

  private static final Totp TOTP = new Totp(CodeForm.USUAL, PERIOD);

  private final Store store;
  private final VaultColumn seeds;
  private final InstantSource clock;

  Codes(Store store, VaultColumn seeds, InstantSource clock) {
    this.store = store;
    this.seeds = seeds;
    this.clock = clock;
  }

  /** Whether that is a code of this moment which nobody has shown before; then it is used up. */
  boolean spend(Kept administrator, String code) {
    try (var seed = seeds.open(administrator.seed(), administrator.about().name().text())) {
      return switch (TOTP.find(seed, code, clock.instant(), 0, WINDOW, administrator.lastStep())) {
        case Match.Fresh(long step) -> spend(administrator, step);
        case Match.Used _, Match.None _ -> false;
      };
    }
  }

  /** Of two who show a code at the same time, on whatever nodes, one is first. */
  private boolean spend(Kept administrator, long step) {
    return store.write(
            in ->
                in.run(
                    "UPDATE administrators SET last_step = ?, signed_in = ?"
                        + " WHERE name = ? AND last_step < ? AND credentials = ?",
                    step,
                    clock.instant(),
                    administrator.about().name().text(),
                    step,
                    administrator.credentials()))
        == 1;
  }
}
