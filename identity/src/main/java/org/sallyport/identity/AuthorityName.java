package org.sallyport.identity;

/**
 * The name that the authority knows a person by. Made where a directory has identified the person,
 * and where there is nobody to identify anybody; never of what was typed by the way.
 *
 * @param source who says that it is the person's
 * @see TypedName
 */
public record AuthorityName(String text, Source source) {
  /** Who says so. */
  public enum Source {
    /** A directory, which has one such name for a person however it is asked. */
    DIRECTORY,
    /**
     * The person: no directory was asked. Whoever checks the password may take several spellings,
     * so that an authority that does not know this one may know the person.
     */
    PERSON
  }

  /** The value of a directory's attribute. */
  public static AuthorityName ofDirectory(String value) {
    return new AuthorityName(value, Source.DIRECTORY);
  }

  /** What was typed, where no directory says who that is. */
  public static AuthorityName asTyped(TypedName typed) {
    return new AuthorityName(typed.text(), Source.PERSON);
  }

  @Override
  public String toString() {
    return text;
  }
}
