package org.sallyport.encryption.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.sallyport.encryption.directory.LookupMetrics.Protocol;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Lookups of the HTTP Keyserver Protocol (draft-ietf-openpgp-hkp), its first version. */
final class HkpApi {
  private static final Reply NOT_DONE =
      Reply.problem(
          new Problem(
              501, "operation", "The operation is not offered", "expected get, index or vindex"));

  /** The fewest characters of a part of a name: fewer fit nearly everybody. */
  private static final int SHORTEST = 3;

  private final Lookups lookups;
  private final boolean texts;
  private final InstantSource clock;

  HkpApi(Lookups lookups, boolean texts, InstantSource clock) {
    this.lookups = lookups;
    this.texts = texts;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/pks/lookup", "hkpLookup")
            .summary("Finds published keys as key servers do (HKP).")
            .tag("key directory")
            .open()
            .tagged()
            .query("op", "get, index or vindex.", "get")
            .query(
                "search",
                "An address, 0x and a fingerprint, or 0x and a long key id.",
                "ada@example.com")
            .query("options", "mr for an index that programs read.", "mr")
            .query("exact", "on: texts are not searched for.", "on")
            .answers(200, "Keys in armor, for get.", Lookups.KEYS)
            .answers(200, "A list of keys.", "text/plain")
            .refuses(400, "The search is none.")
            .refuses(404, "No key is published for that.")
            .refuses(429, "Too many questions from there, or another search for a text goes on.")
            .refuses(501, "Another operation.")
            .handledBy(this::lookup));
  }

  private Reply lookup(Request request) {
    var operation = request.query("op").orElse("").toLowerCase(Locale.ROOT);
    var search = request.query("search").orElse("");
    boolean programs =
        List.of(request.query("options").orElse("").toLowerCase(Locale.ROOT).split(",", -1))
            .contains("mr");
    boolean exact = request.query("exact").orElse("off").equalsIgnoreCase("on");
    var term = SearchTerm.of(search);
    if (term instanceof SearchTerm.Refused(var reason)) {
      return Lookups.bad("search: " + reason);
    }
    boolean withTexts = texts && !exact;
    if (withTexts && term instanceof SearchTerm.OfText(var text) && text.length() < SHORTEST) {
      return Lookups.bad("search: a part of a name has " + SHORTEST + " characters or more");
    }
    return switch (operation) {
      case "get" -> lookups.answer(request, Protocol.HKP, "get", term, () -> get(term));
      case "index", "vindex" ->
          lookups.answer(
              request,
              Protocol.HKP,
              "index " + programs + exact,
              term,
              () ->
                  withTexts && term instanceof SearchTerm.OfText
                      ? lookups.searching(() -> index(term, programs, true))
                      : index(term, programs, withTexts));
      default -> NOT_DONE;
    };
  }

  private Reply get(SearchTerm term) {
    return lookups.armored(lookups.found(term, false));
  }

  private Reply index(SearchTerm term, boolean programs, boolean withTexts) {
    var found = lookups.found(term, withTexts);
    if (found.isEmpty()) {
      return Lookups.NOTHING;
    }
    var index = new IndexText(clock.instant(), AlgorithmPolicy.standard());
    var text = programs ? index.forPrograms(found) : index.forPeople(found);
    return lookups.tagged("text/plain; charset=utf-8", text.getBytes(UTF_8));
  }
}
