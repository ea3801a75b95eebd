package org.sallyport.gateway.settings;

/** How a validation server asks for the two factors. */
public enum Mode {
  /** The field is a code; who asks has checked the password, or needs none. */
  CODE,
  /** The field is the password with the code behind it. */
  PASSWORD_CODE,
  /** The field is the password; the code is asked for in an Access-Challenge. */
  PASSWORD_THEN_CODE,
  /** The field is the password; the person approves on a device. */
  PUSH,
  /** The field is the password, and nothing more is asked for. */
  PASSWORD
}
