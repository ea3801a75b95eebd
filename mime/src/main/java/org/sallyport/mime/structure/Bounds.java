package org.sallyport.mime.structure;

/**
 * How much a message's structure may cause.
 *
 * @param depth of parts within parts
 * @param parts in all
 * @param fields in one header
 * @param headers octets of all headers together, which are held in memory
 */
public record Bounds(int depth, int parts, int fields, int headers) {
  /** Checks that they let something through. */
  public Bounds {
    if (depth < 1 || parts < 1 || fields < 1 || headers < 1) {
      throw new IllegalArgumentException("bounds let something through");
    }
  }

  /** 50 levels, 2,000 parts, 1,000 fields, 1 MiB of headers. */
  public static Bounds standard() {
    return new Bounds(50, 2_000, 1_000, 1 << 20);
  }
}
