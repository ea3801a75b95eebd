package org.sallyport.oath;

import org.sallyport.kernel.Secret;

/** What opens the seeds of a PSKC file. */
public sealed interface PskcKey {
  /** Nothing: its seeds are in clear (RFC 6030 section 4). */
  record None() implements PskcKey {}

  /** An AES key of 16, 24 or 32 octets that was agreed on (RFC 6030 section 6.1). */
  record PreShared(Secret key) implements PskcKey {}

  /** A passphrase, of which PBKDF2 makes the key (RFC 6030 section 6.2). */
  record Passphrase(Secret text) implements PskcKey {}
}
