package org.sallyport.encryption.key;

import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Certificate;

/** Who will be able to open a recovered key. */
public sealed interface RecoveryTo {
  /** Whoever knows a passphrase. */
  record Passphrase(Secret passphrase) implements RecoveryTo {}

  /** The holder of a certificate, normally the administrator's own. */
  record Holder(Certificate certificate) implements RecoveryTo {}
}
