package org.sallyport.authority.decision;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Whom a push was sent to, until its outcome is told. Any thread. */
final class AskedUsers {
  private static final int MOST = 100_000;

  private final Map<String, String> byId =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  synchronized void put(String id, String user) {
    byId.put(id, user);
  }

  /** The user, or a hyphen where nobody knows. */
  synchronized String take(String id) {
    return Objects.requireNonNullElse(byId.remove(id), "-");
  }
}
