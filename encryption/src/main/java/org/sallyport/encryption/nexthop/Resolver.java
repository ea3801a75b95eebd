package org.sallyport.encryption.nexthop;

import java.util.List;

/** Asks DNS. Called on virtual threads, several at a time; blocks within limits. */
@FunctionalInterface
interface Resolver {
  /** What is asked for. */
  enum RecordType {
    /** Who takes a domain's mail. */
    MX,
    /** An address of IPv4. */
    A,
    /** An address of IPv6. */
    AAAA
  }

  /** What is said. */
  sealed interface Answer {
    /**
     * There are some.
     *
     * @param values as zone files write them, such as {@code 10 mail.example.org.}
     */
    record Records(List<String> values) implements Answer {
      public Records {
        values = List.copyOf(values);
      }
    }

    /** The name exists and has none of that type. */
    record None() implements Answer {}

    /** There is no such name. */
    record NoSuchName() implements Answer {}

    /**
     * Nobody knows now.
     *
     * @param why for logs and reports
     */
    record Unknown(String why) implements Answer {}
  }

  /**
   * Asks.
   *
   * @param name in ASCII
   */
  Answer ask(String name, RecordType type);
}
