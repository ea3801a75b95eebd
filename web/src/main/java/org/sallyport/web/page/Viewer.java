package org.sallyport.web.page;

import java.util.Optional;

/**
 * Who looks at a page.
 *
 * @param name of the administrator; empty for the node's token, and where nobody is signed in
 * @param csrf the session's token; empty where nobody is signed in
 * @param notice a sentence left by the last form
 */
public record Viewer(String name, Optional<String> csrf, Optional<String> notice) {
  /** Somebody who has not signed in. */
  public static final Viewer STRANGER = new Viewer("", Optional.empty(), Optional.empty());

  /** Whether a session is open. */
  public boolean signedIn() {
    return csrf.isPresent();
  }
}
