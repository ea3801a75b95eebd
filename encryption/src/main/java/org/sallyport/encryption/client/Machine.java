package org.sallyport.encryption.client;

/**
 * What a machine that enrols says of itself.
 *
 * @param publicKey Ed25519, 32 octets (RFC 8032 section 5.1.5)
 * @param name 1 to 64 characters
 * @param platform may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Machine(byte[] publicKey, String name, String platform) {
  @Override
  public String toString() {
    return "Machine[" + name + "]";
  }
}
