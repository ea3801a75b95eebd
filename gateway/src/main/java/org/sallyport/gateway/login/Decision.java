package org.sallyport.gateway.login;

import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.identity.Person;

/** What becomes of a login. */
public sealed interface Decision {
  /**
   * The person is let in.
   *
   * @param credential the credential of the second factor; empty where none was looked at
   * @param basis who vouches for the second factor
   * @param reason for the audit log, such as {@code code} or {@code static password}
   */
  record Accept(Person person, String credential, Basis basis, String reason) implements Decision {}

  /**
   * The person is refused, and nobody else is asked.
   *
   * @param store the user store that knows the person; empty where none was found to
   * @param basis who refused the second factor, or would have
   * @param reason for the audit log; the client is not told
   */
  record Reject(String store, Basis basis, String reason) implements Decision {
    /** Refused before any store knew the person. */
    public Reject(String reason) {
      this("", Basis.AUTHORITY, reason);
    }
  }

  /** The password is right, and a code is asked for. */
  record AskCode(Person person) implements Decision {}

  /**
   * The password is right, and a push is on its way.
   *
   * @param id of the push
   * @param number what the person must find on the device
   */
  record ShowPush(Person person, String id, String number) implements Decision {}

  /**
   * Nobody who would know can be asked, so the client hears nothing and asks another gateway.
   *
   * @param reason for the audit log
   */
  record Silence(String store, String reason) implements Decision {}
}
