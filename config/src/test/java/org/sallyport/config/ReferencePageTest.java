package org.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReferencePageTest {
  private final String page = ReferencePage.of(Sample.class);

  @Test
  void a_key_has_its_value_its_default_and_its_purpose() {
    assertThat(page)
        .contains(
            "| `width` | number, 40 to 200 | `80` | How wide. |",
            "| `opens` | `inwards`, `outwards`, `both-ways` | `inwards` | How it opens. |",
            "| `open` | duration, 1ms to 1h |" + " `5s` | How long it stays open. |",
            "| `name` | text | required | What it is called. |",
            "| `key` | secret | none | What turns the lock. |",
            "| `colour` | a colour, such as #ff0000 | none | A colour. |");
  }

  @Test
  void a_section_is_linked_from_its_key_and_described_under_its_path() {
    assertThat(page)
        .contains("| `doors` | NAME: [doors.NAME](#doorsname) | its defaults |")
        .contains("## doors.NAME\n\nA way in.\n");
  }

  @Test
  void retired_keys_say_what_to_write_instead() {
    assertThat(page).contains("Retired: `gates`; write doors.");
  }
}
