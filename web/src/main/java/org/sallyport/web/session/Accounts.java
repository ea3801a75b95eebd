package org.sallyport.web.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.sallyport.kernel.Secret;

/**
 * The administrators of a role, beside the node's own token, which needs none of this and works
 * when this does not. Called by virtual threads, several at a time; may block.
 */
public interface Accounts {

  /**
   * Whether that is an administrator.
   *
   * @param code of the second factor
   * @param from where the browser is; wrong ones are counted by account and by address
   */
  SignedIn signIn(String name, Secret password, String code, InetAddress from);

  /** Whose API token that is; empty where it is nobody's. */
  Optional<Principal> holder(String token);

  /**
   * The same administrator with what is allowed at this moment; asked for each request of a
   * session.
   *
   * @return empty where the session shall end
   */
  Optional<Principal> now(Principal principal);

  /** What becomes of a sign-in. */
  sealed interface SignedIn {
    /** It is that administrator. */
    record In(Principal principal) implements SignedIn {}

    /** Name, password or code is wrong; which of them is not told. */
    record Refused() implements SignedIn {}

    /** Too many were wrong; nothing is looked at before that time has passed. */
    record Locked(Duration time) implements SignedIn {}

    /** Nothing was looked at, as so many are looked at just now; after that time it may be. */
    record Busy(Duration time) implements SignedIn {}
  }
}
