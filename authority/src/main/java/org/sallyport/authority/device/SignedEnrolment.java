package org.sallyport.authority.device;

import java.time.Duration;
import java.time.Instant;
import org.sallyport.kernel.DeviceKeys;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.web.route.Request;

/** Whether a device that enrols holds the private key of what it enrols. */
final class SignedEnrolment {
  private SignedEnrolment() {}

  static boolean proves(Request in, byte[] publicKey, Instant now) {
    var signed = in.header("Authorization").flatMap(SignedRequest::read);
    var key = DeviceKeys.read(publicKey);
    return signed.isPresent()
        && key.isPresent()
        && signed.get().id().equals(SignedRequest.NEW)
        && Duration.between(signed.get().time(), now).abs().compareTo(DeviceGate.SKEW) <= 0
        && signed.get().isBy(key.get(), "POST", "/v1/devices", in.bytes());
  }
}
