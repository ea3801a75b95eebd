package org.sallyport.encryption.admin;

import org.sallyport.encryption.Domain;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the vault for somebody who asks, and writes down who it was: in the log and, since the
 * trail is no secret of the vault, in the audit trail, wrong passphrases too.
 */
final class Ignition {
  private static final Logger LOG = LoggerFactory.getLogger(Ignition.class);

  private final Domain domain;

  Ignition(Domain domain) {
    this.domain = domain;
  }

  Vault.Lighting light(Request in, Secret passphrase) {
    var lighting = domain.vault().light(passphrase);
    switch (lighting) {
      case Vault.Lighting.Lit(boolean first) -> {
        LOG.info("event=ignition actor=\"{}\" first={}", in.actor(), first);
        record(in, "vault-unlocked", first ? "first" : "");
      }
      case Vault.Lighting.Wrong _ -> {
        LOG.warn("event=ignition-refused actor=\"{}\"", in.actor());
        record(in, "vault-unlock-refused", "wrong passphrase");
      }
      case Vault.Lighting.TooShort _ -> {
        // nothing was tried: a new store takes none that is short
      }
    }
    return lighting;
  }

  private void record(Request in, String action, String detail) {
    domain
        .store()
        .write(
            tx -> {
              domain.audit().record(tx, in.actor(), action, "vault", detail);
              return true;
            });
  }
}
