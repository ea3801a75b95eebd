package org.sallyport.encryption.search;

import java.util.List;

/** What a source said. */
sealed interface Asked {
  /**
   * It has something.
   *
   * @param material certificates as they came, armored or binary; nothing is known of them
   */
  record Material(List<byte[]> material) implements Asked {}

  /** It has nothing. */
  record Nothing() implements Asked {}

  /** There is nobody to ask: the address is of no domain that the public has. */
  record Nobody() implements Asked {}

  /** It could not be asked. */
  record Failed(String reason) implements Asked {}
}
