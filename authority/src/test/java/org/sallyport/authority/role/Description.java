package org.sallyport.authority.role;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The served OpenAPI document, against which answers are held. */
final class Description {
  private final JsonNode document;
  private final Set<String> seen = new TreeSet<>();

  Description(String json) {
    document = JsonMapper.shared().readTree(json);
  }

  /** That the answer is among those declared, and its body is of the declared shape. */
  void holds(String method, String target, HttpResponse<String> answer) {
    var path = template(target.replaceFirst("\\?.*", ""));
    var operation =
        document.path("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
    var status = Integer.toString(answer.statusCode());
    assertThat(operation.isMissingNode()).as(method + " " + path).isFalse();
    var declared = operation.path("responses").path(status);
    assertThat(declared.isMissingNode())
        .as(method + " " + path + " answers " + status + ": " + answer.body())
        .isFalse();
    seen.add(operation.path("operationId").asString() + " " + status);
    var mediaType = answer.headers().firstValue("Content-Type").orElse("");
    var content = declared.path("content");
    assertThat(content.has(mediaType) || (content.isMissingNode() && mediaType.isEmpty()))
        .as(method + " " + path + " " + status + " has media type " + mediaType)
        .isTrue();
    if (!content.isMissingNode()) {
      validate(content.path(mediaType).path("schema"), answer.body());
    }
  }

  private String template(String path) {
    for (var each : document.path("paths").propertyNames()) {
      var pattern = Pattern.quote(each).replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q");
      if (path.equals(each) || path.matches(pattern)) {
        return each;
      }
    }
    throw new AssertionError("the description has no path for " + path);
  }

  private void validate(JsonNode schema, String body) {
    var whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.path("components"));
    var problems =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(whole.toString(), InputFormat.JSON)
            .validate(body, InputFormat.JSON);
    assertThat(problems).as(body).isEmpty();
  }

  /** Declared answers that were never given, as {@code operation status}. */
  Set<String> unseen() {
    var unseen = new TreeSet<String>();
    for (var path : document.path("paths")) {
      for (var operation : path) {
        for (var status : operation.path("responses").propertyNames()) {
          var answer = operation.path("operationId").asString() + " " + status;
          if (!status.equals("default") && !seen.contains(answer)) {
            unseen.add(answer);
          }
        }
      }
    }
    return unseen;
  }
}
