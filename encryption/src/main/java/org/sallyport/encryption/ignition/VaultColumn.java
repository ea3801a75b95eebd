package org.sallyport.encryption.ignition;

import org.sallyport.kernel.Secret;

/** A column whose values only an open vault seals and opens. Safe for use by several threads. */
public final class VaultColumn {
  private final Vault vault;
  private final String table;
  private final String column;

  VaultColumn(Vault vault, String table, String column) {
    this.vault = vault;
    this.table = table;
    this.column = column;
  }

  /**
   * Seals a value for a row.
   *
   * @throws LockedException while the vault is locked
   */
  public byte[] seal(Secret value, String row) {
    return vault.open(table, column).seal(value, row);
  }

  /**
   * The value of a row; the caller closes it.
   *
   * @throws LockedException while the vault is locked
   * @throws org.sallyport.store.StoreException of kind {@code SEAL} when it does not open
   */
  public Secret open(byte[] sealed, String row) {
    return vault.open(table, column).open(sealed, row);
  }
}
