package org.sallyport.authority.credential;

/** What an administrator wants of a credential. */
public enum CredentialState {
  /** Its codes are taken. */
  ENABLED,
  /** They are not. */
  DISABLED
}
