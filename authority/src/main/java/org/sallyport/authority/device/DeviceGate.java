package org.sallyport.authority.device;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.sallyport.authority.Domain;
import org.sallyport.authority.push.Device;
import org.sallyport.kernel.DeviceKeys;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.store.StoreException;
import org.sallyport.web.api.ApiGate;
import org.sallyport.web.api.Arrival;
import org.sallyport.web.route.Access;
import org.sallyport.web.route.Caller;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in what an enrolled device has signed, within a minute and once. Any thread; blocks. */
final class DeviceGate implements ApiGate {
  /** How far a device's clock may be off. */
  static final Duration SKEW = Duration.ofSeconds(60);

  static final String ROLE = "device";

  private static final Logger LOG = LoggerFactory.getLogger(DeviceGate.class);
  private static final Caller ANYBODY = new Caller("", "device", "");
  private static final Problem TOO_MANY =
      new Problem(429, "too-many-requests", "Too many requests", "wait a minute")
          .withHeader("Retry-After", "60");
  private static final Problem UNWELL =
      new Problem(503, "unwell", "The authority cannot do its work", "ask again in a while")
          .withHeader("Retry-After", "5");

  /** One answer for every cause, so that nobody learns which devices there are. */
  static final Problem UNPROVEN =
      new Problem(
              401,
              "unproven",
              "The request is not proven",
              "it lacks the fresh signature of an enrolled device")
          .withHeader("WWW-Authenticate", "SallyportDevice");

  private final Domain domain;
  private final InstantSource clock;
  private final RateLimit limit;
  private final PublicKey nobody = nobody();

  DeviceGate(Domain domain, InstantSource clock, RateLimit limit) {
    this.domain = domain;
    this.clock = clock;
    this.limit = limit;
  }

  /** A key that has signed nothing: an unknown device costs the same work as a known one. */
  private static PublicKey nobody() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  @Override
  public Entry admit(Route route, Arrival arrival) {
    if (!limit.allows(arrival.remote())) {
      return refuse(arrival, "rate", TOO_MANY);
    }
    if (route.access() == Access.OPEN) {
      return new Entry.In(ANYBODY);
    }
    try {
      return signed(arrival);
    } catch (StoreException e) {
      LOG.atError()
          .addKeyValue("kind", e.kind())
          .addKeyValue("cause", e.getMessage())
          .log("store-failed");
      return new Entry.Out(UNWELL);
    }
  }

  private Entry signed(Arrival arrival) {
    var signed = arrival.header("Authorization").flatMap(SignedRequest::read);
    if (signed.isEmpty()) {
      return refuse(arrival, "unsigned", UNPROVEN);
    }
    var device = domain.store().read(tx -> domain.devices().find(tx, signed.get().id()));
    var key = device.flatMap(known -> DeviceKeys.read(known.publicKey())).orElse(nobody);
    if (!proves(signed.get(), key, arrival) || device.isEmpty()) {
      return refuse(arrival, "signature", UNPROVEN);
    }
    if (!fresh(signed.get(), device)) {
      return refuse(arrival, "repeated", UNPROVEN);
    }
    return new Entry.In(new Caller(device.get().tenant(), device.get().id(), ROLE));
  }

  /** Whether that key has signed this request a moment ago. */
  private boolean proves(SignedRequest signed, PublicKey key, Arrival arrival) {
    boolean byKey = signed.isBy(key, arrival.method(), arrival.target(), arrival.body());
    var off = Duration.between(signed.time(), clock.instant()).abs();
    return byKey && off.compareTo(SKEW) <= 0;
  }

  private boolean fresh(SignedRequest signed, Optional<Device> device) {
    var until = signed.time().plus(SKEW).plusSeconds(1);
    return domain
        .store()
        .write(
            tx ->
                domain
                    .devices()
                    .spend(tx, device.map(Device::id).orElse(""), signed.nonce(), until));
  }

  private static Entry refuse(Arrival arrival, String reason, Problem problem) {
    LOG.atInfo()
        .addKeyValue("client", arrival.remote().getHostAddress())
        .addKeyValue("reason", reason)
        .log("device-refused");
    return new Entry.Out(problem);
  }
}
