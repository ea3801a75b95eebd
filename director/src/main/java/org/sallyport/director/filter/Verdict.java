package org.sallyport.director.filter;

import org.jspecify.annotations.Nullable;

/** What a filter decides about a connection or a request. */
public sealed interface Verdict {
  /** It passes. */
  Verdict ALLOWED = new Allowed();

  /** It passes. */
  record Allowed() implements Verdict {}

  /**
   * It does not.
   *
   * @param rule the name of the rule that decided, for the log
   * @param tooLarge whether the rule is about the size of the body
   */
  record Denied(String rule, boolean tooLarge) implements Verdict {}

  /**
   * It passes while its chunked body is no larger than a number of bytes. Once it is, {@link
   * Filter#bodyExceeded} says what then.
   */
  final class AllowedUpTo implements Verdict {
    private final long bytes;
    private final Rule rule;
    private final @Nullable AllowedUpTo next;

    AllowedUpTo(long bytes, Rule rule, @Nullable AllowedUpTo next) {
      this.bytes = bytes;
      this.rule = rule;
      this.next = next;
    }

    /** The largest body that passes, in bytes without chunk framing. */
    public long bytes() {
      return bytes;
    }

    Rule rule() {
      return rule;
    }

    @Nullable AllowedUpTo next() {
      return next;
    }

    /** {@code list} with a limit put in, smallest first; among equals the earlier rule first. */
    static AllowedUpTo insert(@Nullable AllowedUpTo list, long bytes, Rule rule) {
      if (list == null || bytes < list.bytes) {
        return new AllowedUpTo(bytes, rule, list);
      }
      return new AllowedUpTo(list.bytes, list.rule, insert(list.next, bytes, rule));
    }
  }
}
