package org.sallyport.encryption.mailqueue;

import java.util.Locale;

/** Where a message goes from here. */
public enum Route {
  /** Towards our own mail servers. */
  INSIDE,
  /** Towards the world. */
  OUTSIDE;

  /** As it is written in settings and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
