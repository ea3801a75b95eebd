package org.sallyport.encryption.webmail.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.webmail.Visitor;
import org.sallyport.web.api.SiteReply;
import org.sallyport.web.api.SiteRequest;

/**
 * A request on its way to a page. One thread.
 *
 * @param words in the language of whoever clicks
 * @param visitor who that is, where somebody is signed in
 * @param variables the segments of the path that vary, in their order
 */
record Click(SiteRequest request, Words words, Optional<Visitor> visitor, List<String> variables) {
  Click {
    variables = List.copyOf(variables);
  }

  /** Who it is, on pages that nobody else gets to. */
  Visitor who() {
    return visitor.orElseThrow();
  }

  /** A segment of the path that varies. */
  String variable(int at) {
    return variables.get(at);
  }

  /** A field of the form; empty text where it is absent. */
  String field(String name) {
    return request.form(name).orElse("");
  }

  /** A parameter of the query; empty text where it is absent. */
  String query(String name) {
    return request.query(name).orElse("");
  }

  /** A page's number, from 0. */
  int page() {
    return request
        .query("page")
        .filter(text -> text.matches("\\d{1,5}"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  /** To another page. */
  static SiteReply to(String path) {
    return new SiteReply.SeeOther(path, Guard.page());
  }

  /** To another page, with a cookie. */
  static SiteReply to(String path, String cookie) {
    var headers = Guard.page();
    headers.put("Set-Cookie", cookie);
    return new SiteReply.SeeOther(path, Map.copyOf(headers));
  }
}
