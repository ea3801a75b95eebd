package org.sallyport.authority.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.sallyport.authority.user.UserName;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;

/** A user of a tenant, as pages and forms name them. */
record Place(String tenant, UserName user) {
  static final String LIST = "/authority";
  static final String USER = "/authority/user";

  /** From the query of a page. */
  static Place ofQuery(Request in) {
    return of(in.query("tenant").orElse(""), in.query("id").orElse(""));
  }

  /** From the fields of a form. */
  static Place ofForm(Request in) {
    return of(in.form("tenant").orElse(""), in.form("id").orElse(""));
  }

  private static Place of(String tenant, String name) {
    var user =
        UserName.of(name)
            .orElseThrow(
                () -> new RequestRefused(Problems.badParameter("id", "expected a user's name")));
    return new Place(tenant, user);
  }

  /** The address of the user's page. */
  String address() {
    return USER + "?tenant=" + encoded(tenant) + "&id=" + encoded(user.text());
  }

  static String list(String tenant, String search, String after) {
    return LIST
        + "?tenant="
        + encoded(tenant)
        + (search.isEmpty() ? "" : "&search=" + encoded(search))
        + (after.isEmpty() ? "" : "&after=" + encoded(after));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
