package org.sallyport.web.session;

import java.util.Set;

/**
 * Who is signed in, or whose token a program has shown.
 *
 * @param name of an administrator; empty for whoever has the node's own token
 * @param full whether everything is allowed, whatever the permissions say
 * @param permissions what is allowed, as routes name it
 * @param stamp which of the administrator's credentials were shown, for {@link Accounts} alone, so
 *     that it can end sessions when they change
 */
public record Principal(String name, boolean full, Set<String> permissions, String stamp) {
  /** Whoever has the node's own token. */
  public static final Principal TOKEN = new Principal("", true, Set.of(), "");

  public Principal {
    permissions = Set.copyOf(permissions);
  }

  /**
   * Whether that is allowed.
   *
   * @param permission as a route names it; empty: what only full access allows
   */
  public boolean may(String permission) {
    return full || permissions.contains(permission);
  }

  /** Whether it is the node's token, and not an administrator. */
  public boolean ofToken() {
    return name.isEmpty();
  }
}
