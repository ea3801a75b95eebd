package org.sallyport.encryption.group;

/** What became of a change of a group. */
public sealed interface GroupChange {
  /** It was made; the group after it, or as it was before it was removed. */
  record Done(Group group) implements GroupChange {}

  /** There is no group of that id. */
  record Unknown() implements GroupChange {}

  /** Another group has that name. */
  record Exists() implements GroupChange {}

  /**
   * It was meant for another version.
   *
   * @param version what the version is now
   */
  record Stale(long version) implements GroupChange {}

  /**
   * What was asked for cannot be.
   *
   * @param pointer the member that it is about (RFC 6901)
   * @param message for the person
   */
  record Invalid(String pointer, String message) implements GroupChange {}
}
