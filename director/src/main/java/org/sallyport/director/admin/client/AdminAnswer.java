package org.sallyport.director.admin.client;

import java.util.List;
import java.util.function.Function;

/** What became of a call. */
public sealed interface AdminAnswer<T> {

  /** It was carried out. */
  record Done<T>(T value) implements AdminAnswer<T> {}

  /**
   * The director answered and did not do it.
   *
   * @param status of HTTP
   * @param message for people: what happened and what to do
   * @param details further lines, such as the problems of a file
   */
  record Refused<T>(int status, String message, List<String> details) implements AdminAnswer<T> {
    public Refused {
      details = List.copyOf(details);
    }
  }

  /** Nobody answered as a director does. */
  record Unreachable<T>(String message) implements AdminAnswer<T> {}

  /** The same with another value. */
  default <U> AdminAnswer<U> map(Function<T, U> change) {
    return switch (this) {
      case Done<T>(var value) -> new Done<>(change.apply(value));
      case Refused<T>(var status, var message, var details) ->
          new Refused<>(status, message, details);
      case Unreachable<T>(var message) -> new Unreachable<>(message);
    };
  }
}
