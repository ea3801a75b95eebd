package org.sallyport.client.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as JSON and back: camelCase names, instants as RFC 3339 text, absent optionals left out.
 * Members that a record does not have are passed over, so that a newer server does not break an
 * older client. Any thread.
 */
public final class Json {
  private Json() {}

  /** UTF-8 JSON. */
  public static byte[] bytes(Object value) {
    return Mapper.JSON.writeValueAsBytes(value);
  }

  /** JSON on one line. */
  public static String text(Object value) {
    return Mapper.JSON.writeValueAsString(value);
  }

  /** Reads a value; empty when the text is no JSON, or lacks what the type must have. */
  public static <T> Optional<T> read(byte[] json, Class<T> type) {
    try {
      return Optional.of(readOrThrow(json, type));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static <T> T readOrThrow(byte[] json, Class<T> type) {
    try {
      var value = Mapper.JSON.readValue(json, type);
      if (value == null) {
        throw new IllegalArgumentException("an object is expected, not null");
      }
      return value;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** Made at the first use: the library takes a while to start. */
  private static final class Mapper {
    static final JsonMapper JSON =
        JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                now -> now.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }
}
