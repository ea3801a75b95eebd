package org.sallyport.encryption.mailrule;

/** What became of a change. */
public sealed interface RuleChange {
  /** It is in force on this node, and on others within a second. */
  record Done(RuleVersion version) implements RuleChange {}

  /**
   * Somebody else was quicker.
   *
   * @param latest the version that there is
   */
  record Stale(long latest) implements RuleChange {}

  /** There is no such version. */
  record Unknown() implements RuleChange {}
}
