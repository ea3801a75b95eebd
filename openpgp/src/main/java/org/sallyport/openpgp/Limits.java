package org.sallyport.openpgp;

/**
 * How much a message may cause.
 *
 * @param octets of content
 * @param depth of messages within messages, such as signed in compressed
 * @param expansion how many times as large as the message its content may be, once it is over
 *     {@link #FREE} octets
 */
public record Limits(long octets, int depth, int expansion) {
  /** So much content is allowed at any expansion. */
  public static final long FREE = 64L * 1024 * 1024;

  /** Checks that they let something through. */
  public Limits {
    if (octets < 0 || depth < 1 || expansion < 1) {
      throw new IllegalArgumentException("limits let something through");
    }
  }

  /** 64 GiB, four levels, 300 times. */
  public static Limits standard() {
    return new Limits(64L << 30, 4, 300);
  }

  /** The same with another limit of content. */
  public Limits ofOctets(long most) {
    return new Limits(most, depth, expansion);
  }
}
