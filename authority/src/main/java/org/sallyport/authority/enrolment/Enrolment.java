package org.sallyport.authority.enrolment;

import java.util.Optional;
import org.sallyport.authority.credential.Added;
import org.sallyport.oath.OtpAuthUri;
import org.sallyport.web.page.QrPicture;

/**
 * What an authenticator app takes a credential from: the otpauth URI in the form that Google
 * Authenticator began and others read, and its QR code.
 *
 * @param uri holds the seed
 * @param svg the QR code as a picture
 */
public record Enrolment(String uri, String svg) {

  /**
   * Of a credential that was just added. The seed is left open.
   *
   * @param issuer what apps call the organisation
   */
  public static Enrolment of(Added added, String issuer) {
    var credential = added.credential();
    var uri =
        new OtpAuthUri(
            credential.kind(),
            Optional.of(issuer),
            credential.user().text(),
            added.seed(),
            credential.form(),
            credential.period(),
            0);
    try (var text = uri.text()) {
      return new Enrolment(text.revealText(), QrPicture.of(text.revealText()).markup());
    }
  }

  /** That there is one, and nothing of it. */
  @Override
  public String toString() {
    return "Enrolment[hidden]";
  }
}
