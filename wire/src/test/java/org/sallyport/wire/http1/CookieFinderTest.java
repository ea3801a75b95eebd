package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.wire.http1.HeadText.raw;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieFinderTest {
  private static final byte[] NAME = raw("ovidCookie");

  private static String at(byte[] bytes, long range) {
    return range == CookieFinder.NONE
        ? "none"
        : new String(bytes, CookieFinder.offset(range), CookieFinder.length(range), ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ovidCookie=abc|abc",
        "a=1; ovidCookie=abc; b=2|abc",
        "a=1;ovidCookie=abc;b=2|abc",
        "a=1;\t ovidCookie = abc |abc",
        "ovidCookie=a=b==|a=b==",
        "ovidCookie=\"a b\"|\"a b\"",
        "ovidCookie=|''",
        "ovidCookie=1; ovidCookie=2|1",
        "xovidCookie=1; ovidCookiex=2; ovidcookie=3|none",
        "ovidCookie|none",
        "ovidCookie; ovidCookie=2|2",
        "a=ovidCookie=1|none",
        "=; ;;; =x|none",
        "''|none"
      })
  void a_cookie_is_found_by_its_exact_name(String field, String value) {
    var bytes = raw("xx" + field + "; ovidCookie=outside");
    assertThat(at(bytes, CookieFinder.find(bytes, 2, field.length(), NAME))).isEqualTo(value);
  }

  /** RFC 6265 section 3.1. */
  @Test
  void the_example_of_the_standard_is_read() {
    var cookie = raw("SID=31d4d96e407aad42; lang=en-US");
    assertThat(at(cookie, CookieFinder.find(cookie, 0, cookie.length, raw("SID"))))
        .isEqualTo("31d4d96e407aad42");
    assertThat(at(cookie, CookieFinder.find(cookie, 0, cookie.length, raw("lang"))))
        .isEqualTo("en-US");

    var set = raw("SID=31d4d96e407aad42; Path=/; Secure; HttpOnly");
    assertThat(at(set, CookieFinder.setCookieName(set, 0, set.length))).isEqualTo("SID");
    assertThat(at(set, CookieFinder.setCookieValue(set, 0, set.length)))
        .isEqualTo("31d4d96e407aad42");
    assertThat(CookieFinder.deletes(set, 0, set.length)).isFalse();

    var gone = raw("lang=; Expires=Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(CookieFinder.deletes(gone, 0, gone.length)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"novalue", "", ";a=b", "=b", " = b; c"})
  void a_field_without_a_name_sets_nothing(String field) {
    var bytes = raw(field);
    assertThat(CookieFinder.setCookieName(bytes, 0, bytes.length)).isEqualTo(CookieFinder.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=",
        "a= ; Path=/",
        "a=1; Max-Age=0",
        "a=1; max-age=-1; Path=/",
        "a=1;MAX-AGE = 00",
        "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "a=1; expires=Thu, 01-Jan-1970 00:00:10 GMT",
        "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Max-Age=0"
      })
  void a_cookie_is_taken_away(String field) {
    var bytes = raw(field);
    assertThat(CookieFinder.deletes(bytes, 0, bytes.length)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1",
        "a=1; Max-Age=3600",
        "a=1; Max-Age=",
        "a=1; Max-Age",
        "a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT",
        "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=10",
        "a=Max-Age=0",
        "a"
      })
  void a_cookie_is_not_taken_away(String field) {
    var bytes = raw(field);
    assertThat(CookieFinder.deletes(bytes, 0, bytes.length)).isFalse();
  }
}
