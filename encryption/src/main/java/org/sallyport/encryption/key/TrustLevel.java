package org.sallyport.encryption.key;

/** How far an outsider's certificate is believed. */
public enum TrustLevel {
  /** Never used, whoever else has it. */
  REFUSED,
  /** It belongs to whom its user ids say: encrypted to, and its signatures count. */
  TRUSTED
}
