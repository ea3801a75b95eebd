package org.sallyport.encryption.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.WebKeyHash;
import org.sallyport.kernel.HostPort;

/** Sources that are asked over HTTPS. Any thread; blocks. */
final class WebSources {
  private static final int HTTPS = 443;

  private final WebGet web;

  WebSources(WebGet web) {
    this.web = web;
  }

  /**
   * draft-koch-openpgp-webkey-service section 3.1: the advanced way; the direct one only where the
   * name {@code openpgpkey.DOMAIN} does not exist, so that whoever has the one cannot be passed by.
   */
  Asked wkd(Address address, Deadline deadline) {
    var domain = ascii(address.domain());
    if (domain.isEmpty()) {
      return new Asked.Nobody();
    }
    var tail = "/hu/" + WebKeyHash.of(address.local()) + "?l=" + encoded(address.local());
    var root = "/.well-known/openpgpkey";
    var advanced =
        web.get(
            new HostPort("openpgpkey." + domain.get(), HTTPS),
            root + "/" + domain.get() + tail,
            deadline);
    return asked(
        advanced instanceof Fetched.NoHost
            ? web.get(new HostPort(domain.get(), HTTPS), root + tail, deadline)
            : advanced);
  }

  /** draft-ietf-openpgp-hkp: everything for an address in one answer. */
  Asked hkp(HostPort server, Address address, Deadline deadline) {
    return asked(
        web.get(
            server,
            "/pks/lookup?op=get&options=mr&exact=on&search=" + encoded(address.text()),
            deadline));
  }

  Asked vks(HostPort server, Address address, Deadline deadline) {
    return asked(web.get(server, "/vks/v1/by-email/" + encoded(address.text()), deadline));
  }

  private static Asked asked(Fetched fetched) {
    return switch (fetched) {
      case Fetched.Body(var octets) -> new Asked.Material(List.of(octets));
      case Fetched.Nothing _, Fetched.NoHost _ -> new Asked.Nothing();
      case Fetched.Failed(var reason) -> new Asked.Failed(reason);
    };
  }

  /** RFC 5890: names of hosts are ASCII; one without a dot, or an address, is nobody's domain. */
  static Optional<String> ascii(String domain) {
    try {
      var name = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
      return name.contains(".") && !name.matches("[0-9.]+") && name.length() <= 240
          ? Optional.of(name)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
