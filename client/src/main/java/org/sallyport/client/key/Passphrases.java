package org.sallyport.client.key;

import java.util.Optional;
import org.sallyport.kernel.Secret;

/** Where the person's passphrase comes from. Empty where nobody can be asked. */
public interface Passphrases {
  /** The passphrase of keys there are. */
  Optional<Secret> existing();

  /** One for a key that is made now. */
  Optional<Secret> fresh();

  /** Nobody can be asked. */
  static Passphrases none() {
    return of(Optional.empty());
  }

  /** Always this one. */
  static Passphrases of(Optional<Secret> passphrase) {
    return new Passphrases() {
      @Override
      public Optional<Secret> existing() {
        return passphrase;
      }

      @Override
      public Optional<Secret> fresh() {
        return passphrase;
      }
    };
  }
}
