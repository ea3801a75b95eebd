package org.sallyport.gateway.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.RadiusPacket;

/**
 * The key of a request that is the same for each repetition at whichever gateway of a cluster, so
 * that the authority decides it once: HMAC-SHA-256 under the cluster's key over the client's
 * secret, the user name, the identifier and the authenticator. The client's address is not part of
 * it: of two directors each may put its own in its place, and the secret tells clients apart as
 * well. It tells nobody what it was made from. Safe for use by several threads.
 */
final class RequestKey {
  private static final byte[] PURPOSE = "gateway request key".getBytes(UTF_8);

  private final SecretKeySpec key;

  RequestKey(Secret clusterKey) {
    var bytes = clusterKey.reveal();
    try {
      // one more step of the same construction, so that keys of other purposes stay apart
      key =
          new SecretKeySpec(
              mac(new SecretKeySpec(bytes, "HmacSHA256")).doFinal(PURPOSE), "HmacSHA256");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** 43 characters of {@code [0-9A-Za-z_-]}. */
  String of(Secret client, String userName, RadiusPacket request) {
    var mac = mac(key);
    var secret = client.reveal();
    try {
      mac.update(mac(key).doFinal(secret)); // of one length, so that nothing runs into the next
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
    mac.update((byte) request.identifier());
    mac.update(request.authenticator());
    mac.update(userName.getBytes(UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HmacSHA256", e);
    }
  }
}
