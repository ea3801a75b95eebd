package org.sallyport.authority.credential;

/** What a code of one credential was found to be. */
public enum CodeCheck {
  /** Right; it is used now. */
  RIGHT,
  /** Right, but used before. */
  REPLAYED,
  /** Wrong. */
  WRONG
}
