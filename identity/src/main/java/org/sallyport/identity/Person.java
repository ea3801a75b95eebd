package org.sallyport.identity;

import java.util.List;
import java.util.Map;

/**
 * Somebody whom a directory knows.
 *
 * @param userName the name that the authority knows the person by
 * @param store the user store that knows the person
 * @param attributes the directory attributes that were asked for, by lower-case name
 * @param groups the distinguished names of the person's groups
 */
public record Person(
    AuthorityName userName,
    String store,
    Map<String, List<String>> attributes,
    List<String> groups) {

  /** Copies what is given. */
  public Person {
    attributes = Map.copyOf(attributes);
    groups = List.copyOf(groups);
  }
}
