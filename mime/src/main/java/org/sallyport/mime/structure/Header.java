package org.sallyport.mime.structure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.mime.header.Addresses;

/**
 * The fields of a message or part, in their order.
 *
 * @param fields may have several of one name
 */
public record Header(List<Field> fields) {
  /** Copies the list. */
  public Header {
    fields = List.copyOf(fields);
  }

  /** All of a name. */
  public Stream<Field> all(String name) {
    return fields.stream().filter(field -> field.isNamed(name));
  }

  /** The first of a name. */
  public Optional<Field> first(String name) {
    return all(name).findFirst();
  }

  /** How many there are of a name. */
  public int count(String name) {
    return (int) all(name).count();
  }

  /** The first of a name, as people read it; without one, nothing. */
  public String text(String name) {
    return first(name).map(Field::text).orElse("");
  }

  /** The addresses in all fields of a name. */
  public Addresses addresses(String name) {
    var each = all(name).map(field -> Addresses.read(field.body())).toList();
    return new Addresses(
        each.stream().flatMap(one -> one.entries().stream()).toList(),
        each.stream().allMatch(Addresses::clean));
  }
}
