package org.sallyport.authority.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.credential.CodeCheck;
import org.sallyport.authority.credential.Credential;
import org.sallyport.authority.credential.CredentialState;
import org.sallyport.oath.CodeKind;

/** Credentials as the API takes and shows them. */
final class CredentialViews {
  private CredentialViews() {}

  /** A credential to add; without a secret the authority makes one. */
  record NewCredentialBody(
      CodeKind type,
      Optional<String> name,
      Optional<String> secret,
      Optional<String> algorithm,
      Optional<Integer> digits,
      Optional<Integer> period,
      Optional<Long> counter,
      Optional<List<String>> proof) {}

  /** What changes of a credential. */
  record CredentialChange(Optional<String> name, Optional<CredentialState> state) {}

  /** A code to try. */
  record TestBody(String code) {}

  /** What the code was found to be. */
  record TestView(CodeCheck result) {}

  /** Two codes that the device showed one after the other. */
  record ResyncBody(List<String> codes) {}

  /** A credential without its seed. */
  record CredentialView(
      String id,
      CodeKind type,
      String name,
      CredentialState state,
      String algorithm,
      int digits,
      int period,
      long drift,
      Optional<Instant> lastUsed,
      Instant created,
      long version) {
    static CredentialView of(Credential credential) {
      return new CredentialView(
          credential.id(),
          credential.kind(),
          credential.name(),
          credential.state(),
          credential.form().algorithm().name(),
          credential.form().digits(),
          credential.period(),
          credential.drift(),
          credential.lastUsed(),
          credential.created(),
          credential.version());
    }
  }

  /** Credentials, oldest first. */
  record CredentialList(List<CredentialView> credentials) {}

  /**
   * A credential that was added.
   *
   * @param otpauth what an authenticator app takes it from; this is the only time it is shown
   * @param qr the same as a picture, SVG
   */
  record AddedView(CredentialView credential, String otpauth, String qr) {}
}
