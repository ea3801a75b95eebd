package org.sallyport.net.tls;

import java.nio.file.Path;
import java.util.List;

/** How a server proves who it is. */
public sealed interface MemberTrust {
  /**
   * By authorities: its certificate must lead to one of the file's and must be for the expected
   * name. Every certificate of the file is trusted by itself, intermediates too.
   *
   * @param file PEM with roots and intermediates
   */
  record Bundle(Path file) implements MemberTrust {}

  /**
   * By one known certificate, byte for byte, whoever issued it. Its names are not compared: the
   * certificate itself is the identity. It must still be valid: a pin that has expired is a pin
   * that nobody looks after.
   *
   * @param file PEM; the first certificate counts
   */
  record Pin(Path file) implements MemberTrust {}

  /** By the authorities that Java trusts: public ones, unless its owner chose others. */
  record Platform() implements MemberTrust {}

  /** Not at all. Good for a health check that asks only whether TLS is spoken. */
  record Unchecked() implements MemberTrust {}

  /** The files that are read. */
  default List<Path> paths() {
    return switch (this) {
      case Bundle(var file) -> List.of(file);
      case Pin(var file) -> List.of(file);
      case Platform(), Unchecked() -> List.of();
    };
  }
}
