package org.sallyport.web;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.web.page.Asset;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Serves what pages refer to. */
final class Assets {
  private static final Map<String, Asset> BY_FILE =
      Arrays.stream(Asset.values()).collect(Collectors.toMap(Asset::file, asset -> asset));

  /** Addresses change with the content (RFC 8246). */
  private static final Map<String, String> FOR_EVER =
      Map.of("Cache-Control", "public, max-age=31536000, immutable");

  private Assets() {}

  static Route route() {
    return Route.get("/assets/{file}", "asset")
        .summary("A style sheet, script or picture of the pages.")
        .tag("assets")
        .open()
        .path("file", "The file's name.", Asset.STYLE.file())
        .query("v", "The version, for caches.", "1")
        .answers(200, "The file.", "*/*")
        .refuses(404, "There is no such file.")
        .handledBy(Assets::serve);
  }

  private static Reply serve(Request request) {
    var asset = BY_FILE.get(request.path("file"));
    if (asset == null) {
      return Reply.problem(Problems.unknown("file", request.path("file"), BY_FILE.keySet()));
    }
    return new Reply.Content(200, asset.mediaType(), asset.bytes(), FOR_EVER);
  }
}
