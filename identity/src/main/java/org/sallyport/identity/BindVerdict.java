package org.sallyport.identity;

import com.unboundid.ldap.sdk.ResultCode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a directory's answer to the bind of a user means. */
final class BindVerdict {
  /** Active Directory hides the reason in the diagnostic message: {@code …, data 52e, v4563}. */
  private static final Pattern SUB_CODE = Pattern.compile("\\bdata ([0-9a-fA-F]{3,8})\\b");

  /** Win32 error codes that AcceptSecurityContext gives, in hexadecimal. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("525", "unknown user"),
          Map.entry("52e", "wrong password"),
          Map.entry("530", "not allowed at this hour"),
          Map.entry("531", "not allowed from this machine"),
          Map.entry("532", "password expired"),
          Map.entry("533", "account disabled"),
          Map.entry("534", "not allowed this kind of login"),
          Map.entry("701", "account expired"),
          Map.entry("773", "password must be changed"),
          Map.entry("775", "account locked"));

  /** Codes of RFC 4511 appendix A that say no to this person; all others say nothing of them. */
  private static final Set<ResultCode> REFUSALS =
      Set.of(
          ResultCode.INVALID_CREDENTIALS,
          ResultCode.CONSTRAINT_VIOLATION,
          ResultCode.UNWILLING_TO_PERFORM,
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
          ResultCode.INAPPROPRIATE_AUTHENTICATION,
          ResultCode.NO_SUCH_OBJECT);

  private BindVerdict() {}

  /**
   * Why the person was refused; empty when the answer is no verdict on the person.
   *
   * @param diagnostic the server's message; nothing of it is passed on but what is known
   */
  static Optional<String> refusal(ResultCode code, String diagnostic) {
    if (!REFUSALS.contains(code)) {
      return Optional.empty();
    }
    var hidden = SUB_CODE.matcher(diagnostic);
    if (code.equals(ResultCode.INVALID_CREDENTIALS) && hidden.find()) {
      var sub = hidden.group(1).toLowerCase(Locale.ROOT);
      return Optional.of(REASONS.getOrDefault(sub, "refused by the directory, data " + sub));
    }
    return Optional.of(plain(code, diagnostic.toLowerCase(Locale.ROOT)));
  }

  private static String plain(ResultCode code, String diagnostic) {
    if (diagnostic.contains("locked")) {
      return "account locked";
    }
    if (diagnostic.contains("expired")) {
      return "password expired";
    }
    if (code.equals(ResultCode.INVALID_CREDENTIALS)) {
      return "wrong password";
    }
    return "refused by the directory, " + code.getName();
  }
}
