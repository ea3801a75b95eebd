package org.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSchemaTest {
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(JsonSchema.of(Sample.class), InputFormat.JSON);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a}",
        "{name: a, doors: {front: {width: 40, open: 1h, key: env:KEY, allow: 10.0.0.0/8}}}",
        "{name: a, doors: {front: {allow: [10.0.0.1, '::1'], opens: both-ways}}, first: front}",
        "{name: a, porter: {awake: false, address: '[::1]:7', memory: 2MiB, for: 8h, steps: 12}}",
        "{name: a, porter: {colour: '#00ff00', book: log}}",
      })
  void what_the_binder_accepts_is_valid(String yaml) {
    assertThat(Sample.load(yaml)).isInstanceOf(Loaded.Valid.class);
    assertThat(errors(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{name: a, gates: 1}",
        "{name: a, doors: []}",
        "{name: a, doors: {front: {width: 39}}}",
        "{name: a, doors: {front: {width: wide}}}",
        "{name: a, doors: {front: {opens: upwards}}}",
        "{name: a, doors: {front: {open: 5}}}",
        "{name: a, doors: {front: {key: hunter2}}}",
        "{name: a, porter: {awake: sometimes}}",
        "{name: a, porter: {colour: red}}",
      })
  void what_the_binder_refuses_for_its_form_is_invalid(String yaml) {
    assertThat(Sample.load(yaml)).isInstanceOf(Loaded.Invalid.class);
    assertThat(errors(yaml)).isNotEmpty();
  }

  @Test
  void defaults_and_purposes_are_shown_to_editors() {
    assertThat(JsonSchema.of(Sample.class))
        .contains(
            """
                    "width": {
                      "description": "How wide.",
                      "type": "integer",
                      "minimum": 40,
                      "maximum": 200,
                      "default": 80
                    },
            """)
        .contains("\"description\": \"How long it stays open. (1ms to 1h)\"");
  }

  private List<String> errors(String yaml) {
    return schema.validate(yaml, InputFormat.YAML).stream().map(Object::toString).toList();
  }
}
