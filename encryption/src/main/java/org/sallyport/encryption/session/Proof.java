package org.sallyport.encryption.session;

import java.time.Duration;
import java.time.Instant;
import org.sallyport.kernel.DeviceKeys;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.web.route.Request;

/** What the signature of a request is found to be worth. */
public sealed interface Proof {
  /** How far a client's clock may be off. */
  Duration SKEW = Duration.ofMinutes(5);

  /** The key has signed this request just now. */
  record Proven(SignedRequest signed) implements Proof {}

  /** The key has signed it, but the times differ by more than {@link #SKEW}. */
  record Skewed() implements Proof {}

  /** It is not signed, or by another key, or for something else. */
  record Unproven() implements Proof {}

  /**
   * Looks at a request.
   *
   * @param id what it must be signed under
   * @param publicKey 32 octets
   * @param target the path that the route has, in the one way in which it can be written
   */
  static Proof of(
      Request request, String id, byte[] publicKey, String method, String target, Instant now) {
    var signed = request.header("Authorization").flatMap(SignedRequest::read);
    var key = DeviceKeys.read(publicKey);
    if (signed.isEmpty()
        || key.isEmpty()
        || !signed.get().id().equals(id)
        || !signed.get().isBy(key.get(), method, target, request.bytes())) {
      return new Unproven();
    }
    boolean fresh = Duration.between(signed.get().time(), now).abs().compareTo(SKEW) <= 0;
    return fresh ? new Proven(signed.get()) : new Skewed();
  }
}
