package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.web.multipart.MultipartReader;

/** A form says the same however its octets arrive, and no part is longer than the form. */
class MultipartFuzzTest {
  private static final Optional<String> TYPE = Optional.of("multipart/form-data; boundary=b");
  private static final String BROKEN = "broken";

  static Stream<byte[]> forms() {
    return Stream.of(
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=a; filename=\"%22.pdf\"\r\n\r\n\r\n--b\r\n"
                + "content-disposition: form-data; name=\"c\"\r\n\r\n\r\n--c\r\n\r\r\n-\r\n--b--",
            "--b\r\n\r\n\r\n--b\r\n\r\n\r\n--b--",
            "--b\r\n\r\nhalf a part\r\n--",
            "--bx\r\n\r\n\r\n--b--")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("forms")
  @FuzzTest(maxDuration = "60s")
  void a_form_is_the_same_however_it_comes(byte[] input) {
    var whole = read(new ByteArrayInputStream(input));
    assertThat(read(slowly(input, 1))).isEqualTo(whole);
    assertThat(read(slowly(input, 7))).isEqualTo(whole);
    assertThat(whole.stream().mapToInt(String::length).sum())
        .isLessThanOrEqualTo(input.length + BROKEN.length());
  }

  private static InputStream slowly(byte[] input, int piece) {
    return new ByteArrayInputStream(input) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, piece));
      }
    };
  }

  private static List<String> read(InputStream form) {
    var parts = new ArrayList<String>();
    try {
      var reader = MultipartReader.of(TYPE, form).orElseThrow();
      for (var part = reader.next(); part.isPresent(); part = reader.next()) {
        parts.add(part.get().name());
        part.get().fileName().ifPresent(parts::add);
        parts.add(part.get().text(1 << 20));
      }
    } catch (IOException _) {
      parts.add(BROKEN);
    }
    return parts;
  }
}
