package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadTest {
  private static final Optional<String> TYPE = Optional.of("multipart/form-data; boundary=b");

  private static Upload of(int fields, int octets) {
    var text = "x".repeat(octets);
    var form = new StringBuilder();
    for (int i = 0; i < fields; i++) {
      form.append("--b\r\nContent-Disposition: form-data; name=\"f").append(i);
      form.append("\"\r\n\r\n").append(text).append("\r\n");
    }
    var octetsOfForm = form.append("--b--\r\n").toString().getBytes(UTF_8);
    return Upload.of(TYPE, new ByteArrayInputStream(octetsOfForm)).orElseThrow();
  }

  @Test
  void fields_of_a_form_are_bounded_all_together() throws Exception {
    var taken = of(3, 1 << 20);
    taken.read((_, _) -> {});
    assertThat(taken.field("f2")).hasSize(1 << 20);
    assertThatIOException().isThrownBy(() -> of(7, 1 << 20).read((_, _) -> {}));
  }

  @Test
  void an_account_and_all_of_them_have_so_many_uploads_in_hand() {
    var uploads = new UploadsInHand();
    assertThat(uploads.begin("ada")).isTrue();
    assertThat(uploads.begin("ada")).isTrue();
    assertThat(uploads.begin("ada")).isFalse();
    uploads.end("ada");
    assertThat(uploads.begin("ada")).isTrue();
    for (int i = 2; i < UploadsInHand.MOST; i++) {
      assertThat(uploads.begin("person" + i)).isTrue();
    }
    assertThat(uploads.begin("bob")).isFalse();
    uploads.end("ada");
    assertThat(uploads.begin("bob")).isTrue();
  }

  @Test
  void a_token_that_is_far_too_long_is_none() throws Exception {
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n--b--\r\n"
            .formatted("x".repeat(201))
            .getBytes(UTF_8);
    assertThat(Upload.of(TYPE, new ByteArrayInputStream(form)).orElseThrow().csrf()).isEmpty();
  }
}
