package org.sallyport.client.key;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.openpgp.Fingerprint;

/** What happened to the person's keys, or must happen. */
public sealed interface KeyNews {
  /** A key is here that was not. */
  record Received(Fingerprint key, KeyMode mode, boolean withSecret) implements KeyNews {}

  /** A key was made here, and the server has what the mode gives it. */
  record Made(Fingerprint key, KeyMode mode) implements KeyNews {}

  /** A key ends later now. */
  record Renewed(Fingerprint key, Optional<Instant> until) implements KeyNews {}

  /** A key is revoked. */
  record Revoked(Fingerprint key) implements KeyNews {}

  /** Something waits for the person's passphrase; what. */
  record NeedsPassphrase(String what) implements KeyNews {}

  /** The secret of the active key is on another machine of the person. */
  record Elsewhere(Fingerprint key, KeyMode mode) implements KeyNews {}

  /** The server refuses, or nothing can be done; why. */
  record Refused(String sentence) implements KeyNews {}

  /** No server can be asked. */
  record Unreachable(String sentence) implements KeyNews {}
}
