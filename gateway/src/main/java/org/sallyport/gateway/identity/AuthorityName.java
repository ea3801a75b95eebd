package org.sallyport.gateway.identity;

/**
 * The name that the authority knows a person by. Made where a directory has identified the person,
 * and where there is nobody to identify anybody; never of what was typed by the way.
 *
 * @see TypedName
 */
public record AuthorityName(String text) {
  /** What was typed, where no directory says who that is. */
  public static AuthorityName asTyped(TypedName typed) {
    return new AuthorityName(typed.text());
  }

  @Override
  public String toString() {
    return text;
  }
}
