package org.sallyport.authority.user;

/** What an administrator wants of a user. */
public enum UserState {
  /** May authenticate. */
  ACTIVE,
  /** May not. */
  DISABLED
}
