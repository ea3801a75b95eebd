package org.sallyport.encryption.key;

import java.util.Optional;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.kernel.Secret;

/**
 * A key that a client or an administrator hands in.
 *
 * @param certificate in armor, or binary
 * @param secret in armor, or binary; what may be in it depends on the mode
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record KeyUpload(KeyMode mode, byte[] certificate, Optional<Secret> secret) {
  /** The most octets of either. */
  public static final int MOST = 256 * 1024;

  @Override
  public String toString() {
    return "KeyUpload[" + mode + "]";
  }
}
