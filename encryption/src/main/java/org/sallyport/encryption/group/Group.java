package org.sallyport.encryption.group;

/**
 * Some people of the organisation, and the policy that holds for them.
 *
 * @param id {@code g_…}, or {@link #EVERYBODY}
 * @param name for people, unique
 * @param condition who is in it
 * @param policy the name of its policy
 * @param version grows with each change of it, not of its place in the order
 */
public record Group(String id, String name, Condition condition, String policy, long version) {
  /** The id of the last group. */
  public static final String EVERYBODY = "everybody";

  /** Whether it is the last group, which always matches and cannot be removed. */
  public boolean isEverybody() {
    return id.equals(EVERYBODY);
  }
}
