package org.sallyport.gateway.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
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
 * address, the user name, the identifier and the authenticator. It tells nobody what it was made
 * from. Safe for use by several threads.
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
  String of(InetAddress client, String userName, RadiusPacket request) {
    var mac = mac(key);
    var address = client.getAddress();
    mac.update((byte) address.length);
    mac.update(address);
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
