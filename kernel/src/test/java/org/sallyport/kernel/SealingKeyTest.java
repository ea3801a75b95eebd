package org.sallyport.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealingKeyTest {
  private static final Secret MATERIAL = Secret.ofText("0123456789abcdef0123456789abcdef");
  private static final byte[] HERE = "user 1, seed".getBytes(UTF_8);
  private static final byte[] THERE = "user 2, seed".getBytes(UTF_8);
  private static final byte[] VALUE = "a seed".getBytes(UTF_8);

  private final SealingKey key = SealingKey.derive(MATERIAL, "test");

  @Test
  void what_is_sealed_opens_with_a_key_derived_alike() {
    assertThat(SealingKey.derive(MATERIAL, "test").open(key.seal(VALUE, HERE), HERE))
        .hasValue(VALUE);
  }

  @Test
  void the_same_value_never_looks_the_same_twice() {
    assertThat(key.seal(VALUE, HERE)).isNotEqualTo(key.seal(VALUE, HERE));
  }

  @Test
  void a_value_that_is_moved_elsewhere_does_not_open() {
    assertThat(key.open(key.seal(VALUE, HERE), THERE)).isEmpty();
  }

  @Test
  void a_key_for_another_purpose_does_not_open_it() {
    assertThat(SealingKey.derive(MATERIAL, "other").open(key.seal(VALUE, HERE), HERE)).isEmpty();
  }

  @Test
  void a_change_of_any_octet_and_any_cut_is_noticed() {
    var sealed = key.seal(VALUE, HERE);
    for (int i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(key.open(changed, HERE)).isEmpty();
      assertThat(key.open(Arrays.copyOf(sealed, i), HERE)).isEmpty();
    }
  }

  @Test
  void an_empty_value_can_be_sealed() {
    assertThat(key.open(key.seal(new byte[0], HERE), HERE)).hasValue(new byte[0]);
  }

  @Test
  void short_material_is_refused() {
    assertThatThrownBy(() -> SealingKey.derive(Secret.ofText("short"), "test"))
        .hasMessageContaining("5 octets");
  }

  @Test
  void it_does_not_print_itself() {
    assertThat(key).hasToString("SealingKey[hidden]");
  }
}
