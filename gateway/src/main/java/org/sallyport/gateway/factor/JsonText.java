package org.sallyport.gateway.factor;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON to trees and back (RFC 8259), strictly: no duplicate name, nothing behind the value. */
final class JsonText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxStringLength(1 << 20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  /** What was read is not what the protocol says. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message, null, false, false);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(JsonNode value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static ObjectNode readObject(byte[] text) throws MalformedException {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new MalformedException("not JSON of RFC 8259");
    }
    throw new MalformedException("expected an object");
  }

  static String string(ObjectNode object, String name) throws MalformedException {
    var value = object.get(name);
    if (value == null || !value.isString()) {
      throw new MalformedException("expected a string as " + name);
    }
    return value.stringValue();
  }

  static boolean truth(ObjectNode object, String name) throws MalformedException {
    var value = object.get(name);
    if (value == null || !value.isBoolean()) {
      throw new MalformedException("expected true or false as " + name);
    }
    return value.booleanValue();
  }

  static ArrayNode array(ObjectNode object, String name) throws MalformedException {
    if (object.get(name) instanceof ArrayNode array) {
      return array;
    }
    throw new MalformedException("expected an array as " + name);
  }
}
