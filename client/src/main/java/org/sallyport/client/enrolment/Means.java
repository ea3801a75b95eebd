package org.sallyport.client.enrolment;

import java.util.Optional;
import org.sallyport.kernel.Secret;

/** By what a person enrols. */
public sealed interface Means {
  /** The method's name at the server. */
  String method();

  /** The address it is for, where it names one. */
  default Optional<String> address() {
    return Optional.empty();
  }

  /**
   * Name and password of the directory.
   *
   * @param user as the directory knows them
   * @param password is sent and not kept
   */
  record Directory(String user, Secret password) implements Means {
    @Override
    public String method() {
      return "directory";
    }
  }

  /**
   * A message to an address, which holds a token.
   *
   * @param to the address
   */
  record Email(String to) implements Means {
    @Override
    public String method() {
      return "email";
    }

    @Override
    public Optional<String> address() {
      return Optional.of(to);
    }
  }

  /**
   * A code that an administrator gave.
   *
   * @param code counts once
   * @param address which of the person's addresses; empty for the principal one
   */
  record Code(Secret code, Optional<String> address) implements Means {
    @Override
    public String method() {
      return "code";
    }
  }
}
