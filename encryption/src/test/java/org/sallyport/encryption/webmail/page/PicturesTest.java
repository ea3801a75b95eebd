package org.sallyport.encryption.webmail.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sallyport.encryption.webmail.Download;

class PicturesTest {
  private final List<String> read = new ArrayList<>();

  private static String shown(String... paths) {
    return List.of(paths).stream()
        .map(path -> "<img src=\"picture/" + path + "\">")
        .collect(Collectors.joining("\n"));
  }

  private String in(String html, int octets, String type) throws IOException {
    return Pictures.in(
        html,
        path -> {
          read.add(path);
          return Optional.of(
              new Download(
                  "a", type, OptionalLong.empty(), new ByteArrayInputStream(new byte[octets])));
        });
  }

  @Test
  void a_picture_becomes_part_of_the_text() throws IOException {
    assertThat(in("a " + shown("1.2") + " z", 3, "image/png"))
        .isEqualTo("a <img src=\"data:image/png;base64,AAAA\"> z");
    assertThat(in(shown("1.2"), 3, "image/svg+xml")).isEqualTo("<img src=\"\">");
    assertThat(Pictures.in(shown("7"), _ -> Optional.empty())).isEqualTo("<img src=\"\">");
  }

  @Test
  void a_picture_that_is_named_a_thousand_times_is_charged_each_time() throws IOException {
    var many = shown("1").repeat(100_000);
    var text = in(many, 300_000, "image/png");
    assertThat(text).hasSizeLessThan(many.length() + Pictures.MOST_CHARACTERS);
    assertThat(text).contains("base64,AAAA").endsWith("<img src=\"\">");
    assertThat(read).containsExactly("1");
  }

  @Test
  void a_large_picture_leaves_out_the_next_and_shows_the_text() throws IOException {
    int large = Pictures.MOST_CHARACTERS / 4 * 3 - 100;
    var text = in(shown("1", "2") + "the text", large, "image/jpeg");
    assertThat(text).contains("<img src=\"data:image/jpeg").endsWith("<img src=\"\">the text");
    assertThat(in(shown("1"), Pictures.MOST_CHARACTERS, "image/png")).isEqualTo("<img src=\"\">");
  }

  @Test
  void of_many_pictures_only_some_are_read() throws IOException {
    var paths = IntStream.range(0, 1000).mapToObj(Integer::toString).toArray(String[]::new);
    in(shown(paths), 1, "image/gif");
    assertThat(read).hasSize(Pictures.MOST);
  }
}
