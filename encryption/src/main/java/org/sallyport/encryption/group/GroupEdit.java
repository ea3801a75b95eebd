package org.sallyport.encryption.group;

/**
 * What a group is to be.
 *
 * @param name 1 to {@link #LONGEST_NAME} characters
 * @param condition not looked at for the group of everybody
 * @param policy the name of a policy that there is
 */
public record GroupEdit(String name, Condition condition, String policy) {
  /** The longest name. */
  public static final int LONGEST_NAME = 100;
}
