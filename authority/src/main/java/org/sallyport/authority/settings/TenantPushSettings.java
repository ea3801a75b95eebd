package org.sallyport.authority.settings;

import org.sallyport.config.Default;
import org.sallyport.config.Doc;

/** The {@code push} section of a tenant. */
@Doc("What pushes to this tenant's people must be like.")
public record TenantPushSettings(
    @Doc(
            "required: the login shows a number, and only who enters it on the device approves;"
                + " optional: a client that cannot show one may ask for a push without, which"
                + " whoever holds the device can approve by habit or by mistake.")
        @Default("required")
        NumberRule number) {

  /** Whether a login must show a number. */
  public enum NumberRule {
    /** Always: who did not begin the login cannot approve it. */
    REQUIRED,
    /** A client may ask for a push without one. */
    OPTIONAL
  }
}
