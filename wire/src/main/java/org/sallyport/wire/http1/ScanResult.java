package org.sallyport.wire.http1;

/** What a scan says about the bytes it was given. */
public enum ScanResult {
  /** The head is all there and valid; the accessors describe it. */
  COMPLETE,
  /** Valid so far; scan again, from the same first byte, when more has arrived. */
  NEED_MORE,
  /** No further bytes can make this valid; status, offset and reason say why. */
  MALFORMED
}
