package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.app.rules.Repository;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.JsonSchema;
import org.sallyport.config.Loaded;
import org.sallyport.config.ProblemReport;
import org.sallyport.config.ReferencePage;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what is written about configuration against the records. With {@code -Dgolden.rewrite=true}
 * the generated documents are written anew.
 */
final class ConfigurationDocumentsTest {
  private static final Path DOCS = Repository.ROOT.resolve("docs");

  @Test
  void the_reference_is_what_the_records_say() throws IOException {
    generated("configuration.md", ReferencePage.of(NodeSettings.class));
  }

  @Test
  void the_schema_is_what_the_records_say() throws IOException {
    generated("sallyport.schema.json", JsonSchema.of(NodeSettings.class));
  }

  private static void generated(String name, String text) throws IOException {
    var file = DOCS.resolve(name);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(file, text);
    }
    assertThat(file).hasContent(text);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_has_no_problems_and_no_warnings(Path example) {
    var loaded = ConfigFile.load(example, NodeSettings.class);

    assertThat(ProblemReport.of(loaded)).isEmpty();
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
  }

  @ParameterizedTest
  @MethodSource({"examples", "valid"})
  void a_file_that_is_right_is_valid_for_editors_too(Path file) throws IOException {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JsonSchema.of(NodeSettings.class), InputFormat.JSON);

    assertThat(schema.validate(json(Files.readString(file)))).isEmpty();
  }

  /** Jackson's own reader of YAML leaves aliases unresolved. */
  private static JsonNode json(String yaml) {
    var value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return JsonMapper.shared().valueToTree(value);
  }

  static Stream<Path> examples() {
    return Repository.files("glob:docs/examples/*.yaml").stream();
  }

  static Stream<Path> valid() {
    return Repository.files("glob:director/src/test/resources/configuration/valid/*.yaml").stream();
  }
}
