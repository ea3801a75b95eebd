package org.sallyport.web.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sallyport.web.route.Access;
import org.sallyport.web.route.Answer;
import org.sallyport.web.route.Parameter;
import org.sallyport.web.route.Parameter.Place;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Route;

/** The document (OpenAPI Specification 3.1.1) as nested maps, ready to become JSON. */
public final class OpenApi {
  private static final String PROBLEM = "Problem";

  private final Schemas schemas = new Schemas();
  private final boolean openReading;

  private final String cookie;
  private final boolean machines;

  private OpenApi(boolean openReading, String cookie, boolean machines) {
    this.openReading = openReading;
    this.cookie = cookie;
    this.machines = machines;
  }

  /**
   * The document of these routes.
   *
   * @param openReading whether reading needs no token
   * @param cookie the name of the cookie that holds a session
   */
  public static Map<String, Object> document(
      String title, String version, boolean openReading, String cookie, Collection<Route> routes) {
    return new OpenApi(openReading, cookie, false).build(title, version, routes);
  }

  /** The document of routes that machines call, each known by its certificate or signature. */
  public static Map<String, Object> ofMachines(
      String title, String version, Collection<Route> routes) {
    return new OpenApi(false, "", true).build(title, version, routes);
  }

  private Map<String, Object> build(String title, String version, Collection<Route> routes) {
    var paths = new LinkedHashMap<String, Map<String, Object>>();
    for (var route : routes) {
      paths
          .computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
          .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("openapi", "3.1.1");
    document.put("info", Map.of("title", title, "version", version));
    document.put("paths", paths);
    document.put("components", components());
    return document;
  }

  private Map<String, Object> operation(Route route) {
    var operation = new LinkedHashMap<String, Object>();
    operation.put("operationId", route.id());
    operation.put("summary", route.summary());
    operation.put("tags", List.of(route.tag()));
    operation.put("security", security(route));
    var parameters =
        route.parameters().stream()
            .filter(each -> each.place() != Place.FORM)
            .map(OpenApi::parameter)
            .toList();
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    body(route, operation);
    operation.put("responses", responses(route));
    return operation;
  }

  /** Alternatives, of which one must be met; an empty one says that nothing is needed. */
  private List<Map<String, Object>> security(Route route) {
    var alternatives = new ArrayList<Map<String, Object>>();
    if (machines) {
      alternatives.add(route.access() == Access.OPEN ? Map.of() : Map.of("client", roles(route)));
      return alternatives;
    }
    boolean anybodyReads = route.access() == Access.READ && openReading && route.role().isEmpty();
    if (route.access() == Access.OPEN || anybodyReads) {
      alternatives.add(Map.of());
    }
    if (route.access() != Access.OPEN) {
      alternatives.add(Map.of("token", roles(route)));
    }
    if (route.access() == Access.READ || (route.access() == Access.CHANGE && route.forPeople())) {
      alternatives.add(Map.of("session", roles(route)));
    }
    return alternatives;
  }

  /** OpenAPI 3.1.1 section 4.8.30: for other schemes than OAuth the list holds roles. */
  private static List<String> roles(Route route) {
    return route.role().isEmpty() ? List.of() : List.of(route.role());
  }

  private static Map<String, Object> parameter(Parameter parameter) {
    var object = new LinkedHashMap<String, Object>();
    object.put("name", parameter.name());
    object.put("in", parameter.place().name().toLowerCase(Locale.ROOT));
    object.put("description", parameter.description());
    object.put("required", parameter.required());
    object.put("schema", Map.of("type", "string"));
    object.put("example", parameter.example());
    return object;
  }

  private void body(Route route, Map<String, Object> operation) {
    var type = route.body();
    if (type != null) {
      operation.put(
          "requestBody",
          content("application/json", machines ? schemas.ofBody(type) : schemas.of(type), true));
      return;
    }
    var properties = new LinkedHashMap<String, Object>();
    for (var field : route.parameters()) {
      if (field.place() == Place.FORM) {
        properties.put(
            field.name(),
            Map.of(
                "type",
                "string",
                "description",
                field.description(),
                "examples",
                List.of(field.example())));
      }
    }
    if (!properties.isEmpty()) {
      var form = Map.<String, Object>of("type", "object", "properties", properties);
      operation.put("requestBody", content("application/x-www-form-urlencoded", form, true));
    }
  }

  private Map<String, Object> responses(Route route) {
    var responses = new LinkedHashMap<String, Object>();
    for (var answer : route.answers()) {
      responses.put(Integer.toString(answer.status()), response(answer));
    }
    if (!route.forPeople()) {
      responses.put("default", response(new Answer(0, "A failure.", Problem.MEDIA_TYPE, null)));
    }
    return responses;
  }

  private Map<String, Object> response(Answer answer) {
    var response = new LinkedHashMap<String, Object>();
    response.put("description", answer.description());
    var mediaType = answer.mediaType();
    if (mediaType != null) {
      var type = answer.type();
      Map<String, Object> schema = Map.of();
      if (type != null) {
        schema = schemas.of(type);
      } else if (mediaType.equals(Problem.MEDIA_TYPE)) {
        schema = Schemas.reference(PROBLEM);
      }
      response.putAll(content(mediaType, schema, false));
    }
    return response;
  }

  private static Map<String, Object> content(
      String mediaType, Map<String, Object> schema, boolean required) {
    var object = new LinkedHashMap<String, Object>();
    if (required) {
      object.put("required", true);
    }
    object.put("content", Map.of(mediaType, Map.of("schema", schema)));
    return object;
  }

  private Map<String, Object> components() {
    var all = new LinkedHashMap<>(schemas.named());
    all.put(PROBLEM, problem());
    return Map.of("schemas", all, "securitySchemes", machines ? machineSchemes() : peopleSchemes());
  }

  private static Map<String, Object> machineSchemes() {
    return Map.of(
        "client",
        Map.of(
            "type",
            "mutualTLS",
            "description",
            "The client's certificate, or its signature where the listener takes signatures."));
  }

  private Map<String, Object> peopleSchemes() {
    return Map.of(
        "token",
        Map.of("type", "http", "scheme", "bearer", "description", "The administrator's token."),
        "session",
        Map.of(
            "type",
            "apiKey",
            "in",
            "cookie",
            "name",
            cookie,
            "description",
            "A browser session made at /sign-in."));
  }

  /** RFC 9457 section 3.1. */
  private static Map<String, Object> problem() {
    var text = Map.of("type", "string");
    return Map.of(
        "type",
        "object",
        "properties",
        Map.of(
            "type",
            Map.of("type", "string", "format", "uri"),
            "title",
            text,
            "status",
            Map.of("type", "integer"),
            "detail",
            text),
        "required",
        List.of("type", "title", "status", "detail"));
  }
}
