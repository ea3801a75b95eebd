package org.sallyport.web.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.InetAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Records as JSON and back: camelCase names, enum constants in kebab-case as in configuration
 * files, instants as RFC 3339 text, absent optionals left out. Any thread.
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

  /** JSON on several lines, for people. */
  public static String indented(Object value) {
    return Mapper.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /**
   * Reads a value. Members that {@code type} does not have, or that are missing, are an error.
   *
   * @throws IllegalArgumentException with a sentence that says where the text is wrong
   */
  public static <T> T read(byte[] json, Class<T> type) {
    return read(Mapper.STRICT, json, type);
  }

  /**
   * Reads what a newer server may have written: members that {@code type} does not have are passed
   * over.
   *
   * @throws IllegalArgumentException with a sentence that says where the text is wrong
   */
  public static <T> T readLeniently(byte[] json, Class<T> type) {
    return read(Mapper.JSON, json, type);
  }

  private static <T> T read(JsonMapper mapper, byte[] json, Class<T> type) {
    try {
      var value = mapper.readValue(json, type);
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
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .changeDefaultPropertyInclusion(
                now -> now.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addSerializer(new AddressSerializer()))
            .build();
    static final JsonMapper STRICT =
        JSON.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
  }

  /** Addresses as literals: nothing is looked up and no name is shown. */
  private static final class AddressSerializer extends StdSerializer<InetAddress> {
    AddressSerializer() {
      super(InetAddress.class);
    }

    @Override
    public void serialize(InetAddress value, JsonGenerator json, SerializationContext context) {
      json.writeString(value.getHostAddress());
    }
  }
}
