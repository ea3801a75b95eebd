package org.sallyport.identity;

import org.sallyport.config.Written;
import org.sallyport.kernel.HostPort;

/**
 * Where a directory server is: the scheme, host and port of an LDAP URL (RFC 4516). What such URLs
 * may say beyond that stands in keys of its own.
 *
 * @param tls whether the scheme is {@code ldaps}
 */
@Written(
    as = "ldap://host:port or ldaps://host:port",
    pattern = "ldaps?://(\\[[^\\]]+\\]|[^:/?]+)(:[0-9]{1,5})?/?")
public record LdapUrl(HostPort address, boolean tls) {
  private static final int LDAP = 389;
  private static final int LDAPS = 636;

  /**
   * Reads the text form; without a port it is 389 or 636. The binder finds this method by its name
   * and parameter.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote the text
   */
  public static LdapUrl parse(String text) {
    boolean tls = text.startsWith("ldaps://");
    if (!tls && !text.startsWith("ldap://")) {
      throw new IllegalArgumentException("expected ldap://host:port or ldaps://host:port");
    }
    var rest = text.substring(tls ? 8 : 7);
    var authority = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    if (authority.isEmpty() || authority.indexOf('/') >= 0 || authority.indexOf('?') >= 0) {
      throw new IllegalArgumentException(
          "expected a host and a port alone; base-dn and filter are keys of their own");
    }
    boolean bare = authority.endsWith("]") || authority.indexOf(':') < 0;
    var address = HostPort.parse(bare ? authority + ":" + (tls ? LDAPS : LDAP) : authority);
    if (address.port() == 0) {
      throw new IllegalArgumentException("port 0 cannot be called, expected 1 to 65535");
    }
    return new LdapUrl(address, tls);
  }

  @Override
  public String toString() {
    return (tls ? "ldaps://" : "ldap://") + address;
  }
}
