package org.sallyport.encryption.policy;

import java.util.List;

/** What became of a change of a policy. */
public sealed interface PolicyChange {
  /** It was made; the latest version. The same version as before where nothing was different. */
  record Done(PolicyVersion version) implements PolicyChange {}

  /** There is no policy, or no version, of that name. */
  record Unknown() implements PolicyChange {}

  /** There is a policy of that name already. */
  record Exists() implements PolicyChange {}

  /**
   * It was meant for another version.
   *
   * @param version what the latest is now
   */
  record Stale(long version) implements PolicyChange {}

  /**
   * Groups have it, so it stays.
   *
   * @param groups their names
   */
  record InUse(List<String> groups) implements PolicyChange {
    /** Copies the list. */
    public InUse {
      groups = List.copyOf(groups);
    }
  }

  /**
   * What was asked for cannot be.
   *
   * @param message for the person
   */
  record Invalid(String message) implements PolicyChange {}
}
