package org.sallyport.identity;

import org.sallyport.kernel.Secret;

/** Says who somebody is. Safe for use by several virtual threads; methods block, within limits. */
public interface FirstFactor {
  /** Whether the user has this password. An empty password is refused and asked of nobody. */
  Identified check(String userName, Secret password);

  /** Who the user is, without a password. */
  Identified find(String userName);

  /** Whether a login could be decided now; false fails the Status-Server answer. */
  boolean available();
}
