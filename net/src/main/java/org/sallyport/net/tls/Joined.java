package org.sallyport.net.tls;

import java.util.List;
import java.util.stream.Stream;

/** Lists put one after the other. */
final class Joined {
  private Joined() {}

  static <T> List<T> of(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
