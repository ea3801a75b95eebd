package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.web.api.SiteRequest;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.RequestRefused;

/**
 * A request of a browser.
 *
 * @param form empty: one that cannot be read
 */
record FakeRequest(
    String method,
    List<String> path,
    Map<String, String> headers,
    String session,
    Optional<Map<String, String>> form)
    implements SiteRequest {

  static FakeRequest get(String session, String... path) {
    return new FakeRequest("GET", List.of(path), Map.of(), session, Optional.of(Map.of()));
  }

  static FakeRequest post(String session, Map<String, String> form, String... path) {
    return new FakeRequest("POST", List.of(path), Map.of(), session, Optional.of(form));
  }

  FakeRequest from(String site) {
    return with("Sec-Fetch-Site", site);
  }

  FakeRequest asking(String name, String value) {
    return with("?" + name, value);
  }

  private FakeRequest with(String name, String value) {
    var all = new HashMap<>(headers);
    all.put(name, value);
    return new FakeRequest(method, path, Map.copyOf(all), session, form);
  }

  /** The same with these fields as a form that may have files. */
  FakeRequest multipart(Map<String, String> fields) {
    return new FakeRequest(method, path, headers, session, Optional.of(fields))
        .with("Content-Type", "multipart/form-data; boundary=b");
  }

  FakeRequest unreadable() {
    return new FakeRequest(method, path, headers, session, Optional.empty());
  }

  @Override
  public Optional<String> query(String name) {
    return header("?" + name);
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public Optional<String> cookie(String name) {
    return name.equals(Guard.SESSION) ? Optional.of(session) : Optional.empty();
  }

  @Override
  public InetAddress remote() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public Optional<String> form(String name) {
    return Optional.ofNullable(
        form.orElseThrow(() -> new RequestRefused(Problems.badRequest("it cannot be read")))
            .get(name));
  }

  @Override
  public InputStream body(long most) {
    var text = new StringBuilder();
    form.orElse(Map.of())
        .forEach(
            (name, value) ->
                text.append("--b\r\nContent-Disposition: form-data; name=\"")
                    .append(name)
                    .append("\"\r\n\r\n")
                    .append(value)
                    .append("\r\n"));
    return new ByteArrayInputStream(text.append("--b--\r\n").toString().getBytes(UTF_8));
  }
}
