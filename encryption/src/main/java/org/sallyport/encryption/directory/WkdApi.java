package org.sallyport.encryption.directory;

import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.WebKeyHash;
import org.sallyport.openpgp.Certificate;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/**
 * The Web Key Directory (draft-koch-openpgp-webkey-service section 3): the advanced way, under
 * {@code openpgpkey.DOMAIN} with the domain in the path, and the direct way, under the domain
 * itself.
 */
final class WkdApi {
  private static final String ROOT = "/.well-known/openpgpkey";
  private static final String BINARY = "application/octet-stream";
  private static final byte[] NONE = {};

  private final Lookups lookups;
  private final PublishedKeys keys;
  private final Set<String> domains;
  private final InstantSource clock;

  WkdApi(Lookups lookups, PublishedKeys keys, List<String> domains, InstantSource clock) {
    this.lookups = lookups;
    this.keys = keys;
    this.clock = clock;
    this.domains = new LinkedHashSet<>(domains);
  }

  List<Route> routes() {
    return List.of(
        Route.get(ROOT + "/{domain}/hu/{hash}", "wkdAdvanced")
            .summary("The key for an address (Web Key Directory, advanced).")
            .tag("key directory")
            .open()
            .tagged()
            .path("domain", "A managed domain.", "example.com")
            .path("hash", "Of the local part.", "iy9q119eutrkn8s1mk4r39qejnbu3n5q")
            .query("l", "The local part.", "Joe.Doe")
            .answers(200, "The key, binary, with the user ids of that address alone.", BINARY)
            .refuses(404, "No key is published for that.")
            .refuses(429, "Too many questions from there.")
            .handledBy(request -> key(request, request.path("domain"))),
        Route.get(ROOT + "/hu/{hash}", "wkdDirect")
            .summary("The key for an address (Web Key Directory, direct).")
            .tag("key directory")
            .open()
            .tagged()
            .path("hash", "Of the local part.", "iy9q119eutrkn8s1mk4r39qejnbu3n5q")
            .query("l", "The local part.", "Joe.Doe")
            .answers(200, "The key, binary, with the user ids of that address alone.", BINARY)
            .refuses(404, "No key is published for that.")
            .refuses(429, "Too many questions from there.")
            .handledBy(request -> key(request, host(request))),
        Route.get(ROOT + "/{domain}/policy", "wkdAdvancedPolicy")
            .summary("Says that there is a Web Key Directory; empty.")
            .tag("key directory")
            .open()
            .path("domain", "A managed domain.", "example.com")
            .answers(200, "Nothing special.", "text/plain")
            .refuses(404, "The domain is not managed here.")
            .handledBy(request -> policy(request, request.path("domain"))),
        Route.get(ROOT + "/policy", "wkdDirectPolicy")
            .summary("Says that there is a Web Key Directory; empty.")
            .tag("key directory")
            .open()
            .answers(200, "Nothing special.", "text/plain")
            .refuses(404, "The domain is not managed here.")
            .handledBy(request -> policy(request, host(request))));
  }

  /** The name that was asked; the first managed domain where nothing was said. */
  private String host(Request request) {
    return request.host().orElse(domains.iterator().next());
  }

  private Reply policy(Request request, String domain) {
    return lookups.answer(
        request,
        LookupMetrics.Protocol.WKD,
        "policy " + managed(domain),
        0,
        () ->
            managed(domain)
                .map(_ -> lookups.tagged("text/plain; charset=utf-8", NONE))
                .orElse(Lookups.NOTHING));
  }

  private Optional<String> managed(String domain) {
    var lower = domain.toLowerCase(Locale.ROOT);
    return domains.contains(lower) ? Optional.of(lower) : Optional.empty();
  }

  private Reply key(Request request, String domain) {
    var managed = managed(domain);
    var hash = request.path("hash").toLowerCase(Locale.ROOT);
    if (managed.isEmpty() || !WebKeyHash.fits(hash)) {
      return Lookups.NOTHING;
    }
    // The local part is of no use: two that differ in the case of letters have one hash.
    return lookups.answer(
        request,
        LookupMetrics.Protocol.WKD,
        "wkd " + managed.get() + " " + hash,
        keys.generation(),
        () -> key(managed.get(), hash));
  }

  private Reply key(String domain, String hash) {
    var all = new ByteArrayOutputStream();
    for (var address : keys.byHash(domain, hash)) {
      for (var key : offered(keys.byAddress(address))) {
        onlyFor(address, key.certificate()).ifPresent(one -> all.writeBytes(one.bytes()));
      }
    }
    return all.size() == 0 ? Lookups.NOTHING : lookups.tagged(BINARY, all.toByteArray());
  }

  /**
   * What may be encrypted to; where there is nothing, what was revoked, so that others learn so.
   */
  private static List<PublishedKey> offered(List<PublishedKey> found) {
    var active =
        found.stream().filter(key -> key.standing() == PublishedKey.Standing.ACTIVE).toList();
    return active.isEmpty()
        ? found.stream()
            .filter(key -> key.standing() == PublishedKey.Standing.REVOKED)
            .limit(1)
            .toList()
        : active;
  }

  /**
   * Section 3.1: a key has the user id that was asked for, and it is nobody's matter which else.
   */
  private Optional<Certificate> onlyFor(Address address, Certificate certificate) {
    var wanted =
        PublishedUserIds.of(certificate, address, clock.instant()).collect(Collectors.toSet());
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        wanted.size() == certificate.userIds().size()
            ? certificate
            : certificate.pruned(wanted, keys.certifiers()));
  }
}
