package org.sallyport.identity;

/**
 * A user name as somebody typed it. A directory may find one person by many of them, such as a mail
 * address, other capitals or a blank at the end; so nothing that is known of a person is known by
 * it, and whether somebody must show a second factor is never asked for by it.
 *
 * @see AuthorityName
 */
public record TypedName(String text) {
  @Override
  public String toString() {
    return text;
  }
}
