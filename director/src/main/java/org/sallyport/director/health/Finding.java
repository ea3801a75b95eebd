package org.sallyport.director.health;

/** What a check found out about a member. */
public sealed interface Finding {
  /** All is well. */
  record Passed() implements Finding {}

  /**
   * The member is alive and serves badly.
   *
   * @param cause a sentence for people, such as {@code LDAP bind: busy (51)}
   */
  record Degraded(String cause) implements Finding {}

  /**
   * The member cannot serve.
   *
   * @param cause a sentence for people, such as {@code connection refused}
   */
  record Failed(String cause) implements Finding {}
}
