package org.sallyport.identity;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Set;

/**
 * What an operation without a verdict says of the server. A result that a server has sent is about
 * what was asked, and must not take the server from everybody else; a connection that is not there
 * is about the server.
 */
final class LdapFault {
  private static final Set<ResultCode> GONE =
      Set.of(
          ResultCode.SERVER_DOWN,
          ResultCode.CONNECT_ERROR,
          ResultCode.LOCAL_ERROR,
          ResultCode.DECODING_ERROR,
          ResultCode.PARAM_ERROR);

  private static final Set<ResultCode> UNABLE = Set.of(ResultCode.BUSY, ResultCode.UNAVAILABLE);

  private LdapFault() {}

  /** Whether the server cannot be asked by anybody. */
  static boolean gone(LDAPException e) {
    return e instanceof LdapDial.RefusedBindException || GONE.contains(e.getResultCode());
  }

  static boolean late(LDAPException e) {
    return e.getResultCode().equals(ResultCode.TIMEOUT);
  }

  /** Whether another server may know, as this one has not looked. */
  static boolean elsewhere(LDAPException e) {
    return gone(e) || late(e) || UNABLE.contains(e.getResultCode());
  }
}
