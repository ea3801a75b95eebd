package org.sallyport.wire.http1;

/**
 * The bounds of one message head.
 *
 * @param bytes the most bytes a head may have, with its first line and final empty line
 * @param fields the most header fields
 */
public record HeadLimits(int bytes, int fields) {
  /** 16 KiB and 100 fields. */
  public static final HeadLimits DEFAULT = new HeadLimits(16 * 1024, 100);

  public HeadLimits {
    if (bytes < 64 || fields < 1) {
      throw new IllegalArgumentException("a head has at least 64 bytes and one field");
    }
  }
}
