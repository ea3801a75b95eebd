package org.sallyport.gateway.continuity;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sallyport.oath.CodeKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of packages and uses. What is not as the protocol has it is no page. */
final class PackageAnswers {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private PackageAnswers() {}

  /** Some packages, and where the next begin. */
  record Page(List<PackageFile.Sealed> packages, Optional<String> next, Instant until) {}

  static byte[] request(byte[] publicKey, String horizon, Optional<String> after, int limit) {
    var object = MAPPER.createObjectNode();
    object.put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey));
    object.put("horizon", horizon);
    after.ifPresent(cursor -> object.put("after", cursor));
    object.put("limit", limit);
    return MAPPER.writeValueAsBytes(object);
  }

  static Optional<Page> page(int status, byte[] body) {
    if (status != 200) {
      return Optional.empty();
    }
    try {
      return MAPPER.readTree(body) instanceof ObjectNode object ? page(object) : Optional.empty();
    } catch (JacksonException | IllegalArgumentException | DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Page> page(ObjectNode object) {
    if (!(object.get("packages") instanceof ArrayNode array)) {
      return Optional.empty();
    }
    var packages = new ArrayList<PackageFile.Sealed>(array.size());
    for (var one : array) {
      var sealed = Base64.getUrlDecoder().decode(text(one, "sealed"));
      packages.add(new PackageFile.Sealed(text(one, "user"), sealed));
    }
    var next = object.has("next") ? Optional.of(text(object, "next")) : Optional.<String>empty();
    return Optional.of(new Page(packages, next, Instant.parse(text(object, "until"))));
  }

  private static String text(JsonNode object, String name) {
    var value = object.get(name);
    if (value == null || !value.isString() || value.stringValue().isEmpty()) {
      throw new IllegalArgumentException("expected a string as " + name);
    }
    return value.stringValue();
  }

  static byte[] uses(List<Use> uses) {
    var object = MAPPER.createObjectNode();
    var array = object.putArray("uses");
    for (var use : uses) {
      array
          .addObject()
          .put("user", use.user())
          .put("credential", use.credential())
          .put(use.kind() == CodeKind.TOTP ? "step" : "counter", use.factor())
          .put("at", use.at().toString());
    }
    return MAPPER.writeValueAsBytes(object);
  }
}
