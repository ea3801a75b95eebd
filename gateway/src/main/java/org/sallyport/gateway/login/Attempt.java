package org.sallyport.gateway.login;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.identity.AuthorityName;
import org.sallyport.identity.TypedName;
import org.sallyport.kernel.Secret;

/**
 * What a request claims.
 *
 * @param userName as typed
 * @param field what stands where the password does; whether it holds a password, a code or both is
 *     a matter of the mode
 * @param resumed the login that this request goes on with, where it answers a challenge
 */
public record Attempt(TypedName userName, Secret field, Optional<Resumed> resumed) {

  /**
   * A login whose password was right, and whose second factor was asked for.
   *
   * @param user the name that the authority knows the person by
   * @param store the user store that knows the person; empty where none does
   * @param attributes what was said of the person with the password, where nobody says it again
   * @param push the push to wait for; empty where a code was asked for
   */
  public record Resumed(
      AuthorityName user,
      String store,
      Map<String, List<String>> attributes,
      Optional<String> push) {
    /** Copies what is given. */
    public Resumed {
      attributes = Map.copyOf(attributes);
    }
  }

  /** A login that begins. */
  public static Attempt first(TypedName userName, Secret field) {
    return new Attempt(userName, field, Optional.empty());
  }
}
