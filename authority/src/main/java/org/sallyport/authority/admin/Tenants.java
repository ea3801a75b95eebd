package org.sallyport.authority.admin;

import java.util.List;

/** The tenants that the configuration has now. Any thread. */
public interface Tenants {
  /** Their names, in the order of the file. */
  List<String> names();

  /** What authenticator apps call the organisation. */
  String issuer(String tenant);

  /** Whether a push may be without a number. */
  boolean pushWithoutNumber(String tenant);
}
