package org.sallyport.web.route;

import java.util.Optional;

/** Validators of what a server answers (RFC 9110 section 8.8.3) and the conditions on them. */
public final class EntityTag {
  private EntityTag() {}

  /** The strong tag of a version. */
  public static String of(long version) {
    return "\"v" + version + "\"";
  }

  /** Whether an If-None-Match header names the tag (RFC 9110 section 13.1.2). */
  public static boolean isNamed(String header, String tag) {
    for (var each : header.split(",", -1)) {
      var candidate = each.strip();
      if (candidate.equals("*") || strong(candidate).equals(tag)) {
        return true;
      }
    }
    return false;
  }

  /** If-None-Match compares weakly: the mark of a weak tag does not count. */
  private static String strong(String candidate) {
    return candidate.startsWith("W/") ? candidate.substring(2) : candidate;
  }

  /**
   * The version that an If-Match header asks for (RFC 9110 section 13.1.1); empty where there is no
   * such header, or where it is {@code *}.
   *
   * @throws RequestRefused with 412 where no tag of ours stands there
   */
  public static Optional<Long> expectedVersion(Request request) {
    var header = request.header("If-Match").map(String::strip);
    if (header.isEmpty() || header.get().equals("*")) {
      return Optional.empty();
    }
    var tag = header.get();
    if (!tag.matches("\"v[0-9]{1,18}\"")) {
      throw new RequestRefused(Problems.changedMeanwhile(tag + " is no tag that was given out"));
    }
    return Optional.of(Long.parseLong(tag.substring(2, tag.length() - 1)));
  }
}
