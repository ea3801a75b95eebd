package org.sallyport.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.sallyport.kernel.SealingKey;
import org.sallyport.kernel.Secret;

/**
 * A column whose values are sealed, each bound to its table, column and row: one that is copied to
 * another place does not open. Safe for use by several threads.
 */
public final class SealedColumn {
  private final SealingKey key;
  private final String place;

  private SealedColumn(SealingKey key, String place) {
    this.key = key;
    this.place = place;
  }

  /** A column sealed under a key of its own that follows from the ignition material. */
  public static SealedColumn derive(Secret ignition, String table, String column) {
    var place = table + "." + column;
    return new SealedColumn(SealingKey.derive(ignition, "store column " + place), place);
  }

  /** Seals a value for a row. */
  public byte[] seal(Secret value, String row) {
    var bytes = value.reveal();
    try {
      return key.seal(bytes, context(row));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * The value of a row; the caller closes it.
   *
   * @throws StoreException of kind {@code SEAL} when it does not open
   */
  public Secret open(byte[] sealed, String row) {
    var bytes =
        key.open(sealed, context(row))
            .orElseThrow(
                () ->
                    new StoreException(
                        StoreException.Kind.SEAL,
                        "a value of "
                            + place
                            + " does not open: the ignition key is not the one"
                            + " that sealed it, or the row was changed outside"));
    try {
      return Secret.copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private byte[] context(String row) {
    return (place + "\0" + row).getBytes(UTF_8);
  }
}
