package org.sallyport.store;

/**
 * The store does not work: a broken world, not an outcome. The message is for the administrator's
 * log; what the network is told is less.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What is broken. */
  public enum Kind {
    /**
     * Nothing answers at the address, or the connection broke. Whether a write took effect may be
     * unknown.
     */
    UNREACHABLE,
    /** A file or folder may not be read or written, or the server refuses the user. */
    PERMISSION,
    /** A newer Sallyport has written the store. */
    NEWER_SCHEMA,
    /** Too much work waits, or the same rows are wanted by too many for too long. */
    BUSY,
    /** The store can be read and not written: a full disk, or a PostgreSQL that is not primary. */
    READ_ONLY,
    /** A sealed value does not open: the ignition key is another, or the row was changed. */
    SEAL,
    /** Anything else: ours to mend. */
    FAULT
  }

  /** A fault that came of nothing else. */
  public StoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A fault with what caused it. */
  public StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What is broken. */
  public Kind kind() {
    return kind;
  }
}
