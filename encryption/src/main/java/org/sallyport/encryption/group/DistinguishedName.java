package org.sallyport.encryption.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

/** Distinguished names (RFC 4514), which may be written in several ways and be the same. */
final class DistinguishedName {
  private DistinguishedName() {}

  static boolean isOne(String text) {
    return DN.isValidDN(text) && !text.isBlank();
  }

  /** Whether both are the same entry's. What is no distinguished name is nobody's. */
  static boolean same(String one, String other) {
    try {
      return DN.equals(one, other);
    } catch (LDAPException _) {
      return false;
    }
  }
}
