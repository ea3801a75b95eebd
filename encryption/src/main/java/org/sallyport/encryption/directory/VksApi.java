package org.sallyport.encryption.directory;

import java.util.List;
import java.util.regex.Pattern;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Lookups of verifying key servers, VKS version 1, as Hagrid has them. */
final class VksApi {
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}|[0-9A-F]{64}");
  private static final Pattern KEY_ID = Pattern.compile("[0-9A-F]{16}");

  private final Lookups lookups;

  VksApi(Lookups lookups) {
    this.lookups = lookups;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/vks/v1/by-fingerprint/{fingerprint}", "vksByFingerprint")
            .summary("The key with that primary key or subkey (VKS).")
            .tag("key directory")
            .open()
            .tagged()
            .path(
                "fingerprint",
                "Upper-case digits without 0x.",
                "653909A2F0E37C106F5FAF546C8857E0D8E8F074")
            .answers(200, "The key in armor.", Lookups.KEYS)
            .refuses(400, "That is no fingerprint.")
            .refuses(404, "No such key is published.")
            .refuses(429, "Too many questions from there.")
            .handledBy(this::byFingerprint),
        Route.get("/vks/v1/by-keyid/{keyid}", "vksByKeyId")
            .summary("The key with that long key id (VKS).")
            .tag("key directory")
            .open()
            .tagged()
            .path("keyid", "16 upper-case digits without 0x.", "6C8857E0D8E8F074")
            .answers(200, "The key in armor.", Lookups.KEYS)
            .refuses(400, "That is no long key id.")
            .refuses(404, "No such key is published.")
            .refuses(429, "Too many questions from there.")
            .handledBy(this::byKeyId),
        Route.get("/vks/v1/by-email/{address}", "vksByEmail")
            .summary("The key for an address (VKS).")
            .tag("key directory")
            .open()
            .tagged()
            .path("address", "The whole address.", "ada@example.com")
            .answers(200, "The key in armor.", Lookups.KEYS)
            .refuses(400, "That is no address.")
            .refuses(404, "No such key is published.")
            .refuses(429, "Too many questions from there.")
            .handledBy(this::byEmail));
  }

  private Reply byFingerprint(Request request) {
    var digits = request.path("fingerprint");
    return FINGERPRINT.matcher(digits).matches()
        ? first(request, new SearchTerm.OfFingerprint(new Fingerprint(digits)))
        : Lookups.bad("expected 40 or 64 upper-case hexadecimal digits");
  }

  private Reply byKeyId(Request request) {
    var digits = request.path("keyid");
    return KEY_ID.matcher(digits).matches()
        ? first(request, new SearchTerm.OfKeyId(digits))
        : Lookups.bad("expected 16 upper-case hexadecimal digits");
  }

  private Reply byEmail(Request request) {
    return Address.of(request.path("address"))
        .map(address -> first(request, new SearchTerm.OfAddress(address)))
        .orElseGet(() -> Lookups.bad("expected a mail address"));
  }

  /** One key at most, as clients of VKS expect. */
  private Reply first(Request request, SearchTerm term) {
    return lookups.answer(
        request,
        LookupMetrics.Protocol.VKS,
        "first",
        term,
        () -> lookups.armored(lookups.found(term, false).stream().limit(1).toList()));
  }
}
