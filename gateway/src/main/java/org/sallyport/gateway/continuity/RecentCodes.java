package org.sallyport.gateway.continuity;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Codes that the authority accepted lately through this gateway: packages that were fetched before
 * do not know that they are used. The oldest are forgotten first. Safe for use by several threads.
 */
final class RecentCodes {
  private static final int MOST = 200_000;

  private final Map<String, Boolean> codes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(String user, String code) {
    codes.put(UserKey.of(user) + "\0" + code, Boolean.TRUE);
  }

  synchronized boolean contains(String user, String code) {
    return codes.containsKey(UserKey.of(user) + "\0" + code);
  }
}
