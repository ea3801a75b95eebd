package org.sallyport.wire.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.wire.http1.HeadText.raw;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  private static RequestPath path(String target) {
    var bytes = raw("xx" + target + "/xx");
    return RequestPath.of(bytes, 2, target.length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/|/",
        "/a/b|/a/b",
        "/a/b/|/a/b/",
        "/a?x=/../b|/a",
        "/?/..|/",
        "/a/b/c/./../../g|/a/g",
        "/a/..|/",
        "/a/.|/a/",
        "/a/b/..|/a/",
        "/..|/",
        "/../a|/a",
        "/.../a|/.../a",
        "/.a/..b|/.a/..b",
        "/%61%2D%7e/%2e%2E/b|/b",
        "/a%20b|/a b",
        "/a%21b|/a!b",
        "/%3f|/?",
        "/caf%c3%a9|/caf%C3%A9",
        "/100%25|/100%25",
        "/%252e%252e/a|/%252e%252e/a",
        "//|/",
        "//a///b//|/a/b/",
        "/a;x=1/b;y|/a/b",
        "/a;x=1;y=2?z|/a",
        "*|*",
        "http://example.com|/",
        "http://example.com?x|/",
        "HTTPS://example.com:1/a/../b|/b"
      })
  void one_path_has_one_spelling(String target, String expected) {
    assertThat(path(target)).isEqualTo(new RequestPath.Plain(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%2fb",
        "/a%2F..%2fb",
        "/a\\b",
        "/a;\\",
        "/a%5cb",
        "/a%00",
        "/a%0d%0a",
        "/a%7f",
        "/a%",
        "/a%2",
        "/a%zz",
        "/a%u002e",
        "/%c0%ae%c0%ae/a",
        "/%ff",
        "/public/..;/admin",
        "/public/.;x/admin",
        "/public/%2e%2e;x/admin",
        "/public/..%3b/admin",
        "/public;%2f..%2fadmin",
        "/public//../admin"
      })
  void a_path_that_servers_read_differently_is_ambiguous(String target) {
    assertThat(path(target)).isInstanceOf(RequestPath.Ambiguous.class);
  }
}
