package org.sallyport.gateway.settings;

import java.nio.charset.StandardCharsets;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;

/** The {@code messages} section of a server: what people read in Reply-Message. */
@Doc("What people read. At most 253 octets of UTF-8 each; empty: no Reply-Message.")
public record MessageSettings(
    @Doc("Asks for the code after the password.") @Default("Enter your security code.") String code,
    @Doc("Asks to approve a push; {number} is what the device shows.")
        @Default("Approve {number} on your device, then press Enter. Or enter a security code.")
        String push,
    @Doc("With an Access-Accept.") @Default("''") String accepted,
    @Doc("With an Access-Reject. It says the same whatever was wrong.") @Default("Login failed.")
        String rejected)
    implements Checked {
  private static final int MOST = 253;

  @Override
  public void check(Findings findings) {
    fits("code", code, findings);
    fits("push", push, findings);
    fits("accepted", accepted, findings);
    fits("rejected", rejected, findings);
  }

  /** RFC 2865 section 5.18: the text of one attribute. */
  private static void fits(String key, String text, Findings findings) {
    int octets = text.getBytes(StandardCharsets.UTF_8).length;
    if (octets > MOST) {
      findings.problem(key, octets + " octets, expected at most " + MOST);
    }
  }
}
