package org.sallyport.web.multipart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MultipartReaderTest {
  private static final Optional<String> TYPE =
      Optional.of("multipart/form-data; boundary=----b0undary");

  private static final String FORM =
      """
      ------b0undary\r
      Content-Disposition: form-data; name="csrf"\r
      \r
      abc\r
      ------b0undary\r
      Content-Disposition: form-data; name="text"\r
      \r
      a line\r
      ------b0undar is not the end\r
      \r
      ------b0undary\r
      Content-Disposition: form-data; name="file"; filename="r%22port é.pdf"\r
      Content-Type: application/pdf\r
      \r
      \r
      ------b0undary--\r
      """;

  /** Gives some octets at a time. */
  private static InputStream slowly(byte[] octets, int piece) {
    return new FilterInputStream(new ByteArrayInputStream(octets)) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, Math.min(length, piece));
      }
    };
  }

  private static List<String> all(byte[] form, int piece) throws IOException {
    var reader = MultipartReader.of(TYPE, slowly(form, piece)).orElseThrow();
    var parts = new ArrayList<String>();
    for (var part = reader.next(); part.isPresent(); part = reader.next()) {
      parts.add(
          part.get().name()
              + part.get().fileName().map(name -> "[" + name + "]").orElse("")
              + "="
              + part.get().text(1000));
    }
    return parts;
  }

  @Test
  void fields_and_files_are_read_however_the_octets_come() throws IOException {
    for (int piece = 1; piece < 60; piece++) {
      assertThat(all(FORM.getBytes(UTF_8), piece))
          .containsExactly(
              "csrf=abc",
              "text=a line\r\n------b0undar is not the end\r\n",
              "file[r\"port é.pdf]=");
    }
  }

  @Test
  void a_form_that_breaks_off_anywhere_is_never_taken_for_a_whole_one() {
    var whole = FORM.getBytes(UTF_8);
    for (int length = 0; length < whole.length - 4; length++) {
      var part = java.util.Arrays.copyOf(whole, length);
      assertThatIOException().as("%s octets", length).isThrownBy(() -> all(part, 7));
    }
  }

  @Test
  void what_nobody_reads_is_passed_over() throws IOException {
    var reader =
        MultipartReader.of(TYPE, new ByteArrayInputStream(FORM.getBytes(UTF_8))).orElseThrow();
    var names = new ArrayList<String>();
    for (var part = reader.next(); part.isPresent(); part = reader.next()) {
      names.add(part.get().name());
    }
    assertThat(names).containsExactly("csrf", "text", "file");
  }

  @Test
  void a_large_file_comes_to_the_octet() throws IOException {
    var random = new byte[300_000];
    new Random(5).nextBytes(random);
    var form = new java.io.ByteArrayOutputStream();
    form.writeBytes(
        "------b0undary\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n"
            .getBytes(UTF_8));
    form.writeBytes(random);
    form.writeBytes("\r\n------b0undary--\r\n".getBytes(UTF_8));
    var reader = MultipartReader.of(TYPE, slowly(form.toByteArray(), 4093)).orElseThrow();
    assertThat(reader.next().orElseThrow().content().readAllBytes()).isEqualTo(random);
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void a_field_that_is_too_long_is_refused() throws IOException {
    var reader =
        MultipartReader.of(TYPE, new ByteArrayInputStream(FORM.getBytes(UTF_8))).orElseThrow();
    var first = reader.next().orElseThrow();
    assertThatIOException().isThrownBy(() -> first.text(2));
  }

  @Test
  void other_bodies_are_no_forms() {
    var none = InputStream.nullInputStream();
    assertThat(MultipartReader.of(Optional.of("application/x-www-form-urlencoded"), none))
        .isEmpty();
    assertThat(MultipartReader.of(Optional.of("multipart/form-data"), none)).isEmpty();
    assertThat(MultipartReader.of(Optional.empty(), none)).isEmpty();
  }
}
