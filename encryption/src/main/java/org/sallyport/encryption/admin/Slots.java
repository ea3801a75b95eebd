package org.sallyport.encryption.admin;

import java.util.List;
import java.util.regex.Pattern;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Secret;

/** The ignition passphrases of a store, changed with a line in the audit trail. */
final class Slots {
  private static final Pattern NAME = Pattern.compile("[0-9a-z][0-9a-z._-]{0,63}");

  private final Domain domain;

  Slots(Domain domain) {
    this.domain = domain;
  }

  /** Whether one may be called so. */
  static boolean fits(String name) {
    return NAME.matcher(name).matches();
  }

  List<Vault.Slot> all() {
    return domain.vault().slots();
  }

  /** Adds one; false where there is one of that name. */
  boolean add(String actor, String name, Secret passphrase) {
    return domain
        .vault()
        .addSlot(
            name,
            passphrase,
            to -> domain.audit().record(to, actor, "ignition-passphrase-added", name, ""));
  }

  /** Removes one; false where there is none of that name, or no other. */
  boolean remove(String actor, String name) {
    return domain
        .vault()
        .removeSlot(
            name, to -> domain.audit().record(to, actor, "ignition-passphrase-removed", name, ""));
  }
}
