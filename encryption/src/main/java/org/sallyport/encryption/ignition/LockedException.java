package org.sallyport.encryption.ignition;

/** Something needs a secret while the vault is locked; gates keep requests from getting here. */
public final class LockedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  LockedException() {
    super("the store is locked: unlock it with its ignition passphrase");
  }
}
