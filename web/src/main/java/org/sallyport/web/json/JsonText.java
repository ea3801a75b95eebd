package org.sallyport.web.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Bytes to the members of a JSON object (RFC 8259, with the names unique as in RFC 7493). */
public final class JsonText {
  private static final int DEPTH = 20;
  private static final int NAME = 64;
  private static final int NUMBER = 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNameLength(NAME)
                  .maxNumberLength(NUMBER)
                  .build())
          .build();

  private JsonText() {}

  /** Stands for {@code null}, which is not the same as an absent member. */
  enum Null {
    NULL
  }

  /**
   * Reads an object. Members that {@code reading} leaves are refused.
   *
   * @throws JsonRefused where it is not so
   */
  public static <T> T read(byte[] json, Function<Members, T> reading) {
    var members = new Members("", parse(json));
    var value = reading.apply(members);
    members.end();
    return value;
  }

  private static Map<String, Object> parse(byte[] json) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text(json))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw JsonRefused.member("", "expected a JSON object");
      }
      var object = object(parser, "");
      if (parser.nextToken() != null) {
        throw refused("something follows the object");
      }
      return object;
    } catch (JacksonException _) {
      throw refused("it is not JSON, or it is nested too deeply");
    }
  }

  private static JsonRefused refused(String why) {
    return JsonRefused.text(why);
  }

  /** RFC 8259 section 8.1: between systems JSON is UTF-8. */
  private static String text(byte[] json) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException _) {
      throw refused("it is not UTF-8");
    }
  }

  private static Map<String, Object> object(JsonParser parser, String pointer) {
    var members = new LinkedHashMap<String, Object>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      var at = Members.below(pointer, name);
      parser.nextToken();
      if (members.put(name, value(parser, at)) != null) {
        throw JsonRefused.member(at, "it is there twice");
      }
    }
    return members;
  }

  private static List<Object> array(JsonParser parser, String pointer) {
    var items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, pointer + "/" + items.size()));
    }
    return items;
  }

  private static Object value(JsonParser parser, String pointer) {
    @Nullable JsonToken token = parser.currentToken();
    if (token == null) {
      throw refused("it ends too early");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, pointer);
      case START_ARRAY -> array(parser, pointer);
      case VALUE_STRING -> parser.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Null.NULL;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(parser.getString());
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw refused("a value is missing");
    };
  }
}
