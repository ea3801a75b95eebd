package org.sallyport.web.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  private static <T> T read(String json, Function<Members, T> reading) {
    return JsonText.read(json.getBytes(UTF_8), reading);
  }

  private static JsonRefused refusal(String json, Function<Members, ?> reading) {
    return refusal(json.getBytes(UTF_8), reading);
  }

  private static JsonRefused refusal(byte[] json, Function<Members, ?> reading) {
    return catchThrowableOfType(JsonRefused.class, () -> JsonText.read(json, reading));
  }

  private static void reads(String json, Function<Members, ?> reading, Object expected) {
    Object value = read(json, reading);
    assertThat(value).isEqualTo(expected);
  }

  @Test
  void members_are_read_by_name_and_type() {
    reads("{\"code\":\"123456\"}", in -> in.text("code", 10), "123456");
    reads("{\"digits\":6}", in -> in.number("digits", 6, 8), Optional.of(6L));
    reads("{\"on\":true}", in -> in.flag("on"), Optional.of(true));
    reads(
        "{\"at\":\"2026-01-02T03:04:05Z\"}",
        in -> in.time("at"),
        Optional.of(Instant.parse("2026-01-02T03:04:05Z")));
    reads(
        "{\"t\":\"60s\"}",
        in -> in.duration("t", Duration.ZERO, Duration.ofHours(1)),
        Optional.of(Duration.ofMinutes(1)));
    reads("{\"a\":[\"x\",\"y\"]}", in -> in.texts("a", 2, 5), List.of("x", "y"));
    reads("{\"f\":{\"k\":\"v\"}}", in -> in.textByName("f", 2, 5), Map.of("k", "v"));
  }

  @Test
  void an_absent_member_is_empty_and_null_is_wrong() {
    reads("{}", in -> in.optionalText("name", 5), Optional.empty());
    assertThat(refusal("{\"name\":null}", in -> in.optionalText("name", 5)).pointer())
        .contains("/name");
  }

  @Test
  void null_clears_where_that_is_asked_for() {
    reads("{\"name\":null}", in -> in.clearableText("name", 5), Optional.empty());
    reads("{\"name\":null}", in -> in.has("name") && in.clearableText("name", 5).isEmpty(), true);
  }

  @Test
  void what_nobody_asked_for_is_refused_and_named() {
    var refused = refusal("{\"code\":\"1\",\"pln\":\"2\"}", in -> in.text("code", 9));

    assertThat(refused.pointer()).contains("/pln");
    assertThat(refused.expected()).contains("taken are code");
  }

  @Test
  void a_member_twice_is_refused_at_any_depth() {
    assertThat(refusal("{\"a\":1,\"a\":1}", in -> in.number("a", 0, 9)).pointer()).contains("/a");
    assertThat(refusal("{\"a\":[{\"b\":1,\"b\":2}]}", in -> in.objects("a", 9)).pointer())
        .contains("/a/0/b");
  }

  @Test
  void pointers_reach_into_arrays_and_escape_names() {
    var refused =
        refusal(
            "{\"items\":[{\"code\":\"1\"},{\"code\":7}]}",
            in -> in.objects("items", 9).stream().map(item -> item.text("code", 9)).toList());
    assertThat(refused.pointer()).contains("/items/1/code");
    assertThat(refusal("{\"a/b~c\":1}", _ -> 1).pointer()).contains("/a~1b~0c");
  }

  @Test
  void what_was_found_is_never_repeated() {
    var refused = refusal("{\"code\":[\"secret\"]}", in -> in.text("code", 9));

    assertThat(refused.expected()).doesNotContain("secret");
    assertThat(refused).hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1}{}",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":1}//",
        "{\"a\":123456789012345678901234}",
        "{\"a\":[[[[[[[[[1]]]]]]]]]}",
        "\uFEFF{}"
      })
  void what_is_no_json_object_is_refused(String json) {
    assertThat(refusal(json, in -> in.number("a", 0, 9))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"123456\"}"
      })
  void text_is_short_and_printable(String json) {
    assertThat(refusal(json, in -> in.text("a", 5)).pointer()).contains("/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":1.5}", "{\"a\":\"1\"}", "{\"a\":10}", "{\"a\":-1}", "{\"a\":1e9}"})
  void numbers_are_whole_and_within_their_range(String json) {
    assertThat(refusal(json, in -> in.number("a", 0, 9)).pointer()).contains("/a");
  }

  @Test
  void words_are_known_ones() {
    assertThat(refusal("{\"a\":\"x\"}", in -> in.word("a", Set.of("on", "off"))).expected())
        .isEqualTo("expected one of off, on");
  }

  @Test
  void only_utf_8_is_taken() {
    assertThat(refusal("{\"a\":1}".getBytes(UTF_16), in -> in.number("a", 0, 9))).isNotNull();
    var broken = "{\"a\":\"?\"}".getBytes(UTF_8);
    broken[6] = (byte) 0xFF;
    assertThat(refusal(broken, in -> in.text("a", 5)).expected()).contains("UTF-8");
  }
}
