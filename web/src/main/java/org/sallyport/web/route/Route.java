package org.sallyport.web.route;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One operation: where it is, who may call it, what it takes, what it answers, and which code does
 * it. Made by {@link #get}, {@link #post}, {@link #put}, {@link #patch}, {@link #delete}, {@link
 * #page} and {@link #form}.
 *
 * @param path with {@code {name}} for a segment that varies
 * @param id unique among the routes of a server; OpenAPI's operationId
 * @param forPeople whether failures are shown as a page and the lack of a session leads to sign-in
 * @param body what the JSON body is read as; null where none is taken
 * @param role what a caller must be, on an administrators' listener the permission it must have;
 *     empty where every caller may, and there, for changes, where full access is needed
 * @param once whether it takes an Idempotency-Key
 * @param longestBody how long a body may be on an administrators' listener, in octets, where that
 *     is more than the listener takes of any; else 0
 */
public record Route(
    Method method,
    String path,
    String id,
    String summary,
    String tag,
    Access access,
    boolean forPeople,
    List<Parameter> parameters,
    @Nullable Class<?> body,
    List<Answer> answers,
    String role,
    boolean once,
    int longestBody,
    Handler handler) {

  /** The permission of everybody who is signed in, whatever the role. */
  public static final String SIGNED_IN = "signed-in";

  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

  public Route {
    parameters = List.copyOf(parameters);
    answers = List.copyOf(answers);
    requireDeclared(path, parameters);
    if (!method.safe() && access == Access.READ) {
      throw new IllegalArgumentException(id + " changes something and needs access CHANGE");
    }
  }

  private static void requireDeclared(String path, List<Parameter> parameters) {
    var inPath =
        VARIABLE.matcher(path).results().map(found -> found.group(1)).collect(Collectors.toSet());
    var declared =
        parameters.stream()
            .filter(each -> each.place() == Parameter.Place.PATH)
            .map(Parameter::name)
            .collect(Collectors.toSet());
    if (!inPath.equals(declared)) {
      throw new IllegalArgumentException(path + " has " + inPath + " but declares " + declared);
    }
  }

  /** The same, done by other code. */
  public Route handledBy(Handler other) {
    return new Route(
        method,
        path,
        id,
        summary,
        tag,
        access,
        forPeople,
        parameters,
        body,
        answers,
        role,
        once,
        longestBody,
        other);
  }

  /** A reading operation for programs. */
  public static RouteBuilder get(String path, String id) {
    return new RouteBuilder(Method.GET, path, id, false);
  }

  /** A changing operation for programs. */
  public static RouteBuilder post(String path, String id) {
    return new RouteBuilder(Method.POST, path, id, false);
  }

  /** An operation for programs that makes what the path names, once however often it is sent. */
  public static RouteBuilder put(String path, String id) {
    return new RouteBuilder(Method.PUT, path, id, false);
  }

  /** An operation for programs that changes some members. */
  public static RouteBuilder patch(String path, String id) {
    return new RouteBuilder(Method.PATCH, path, id, false);
  }

  /** A removing operation for programs. */
  public static RouteBuilder delete(String path, String id) {
    return new RouteBuilder(Method.DELETE, path, id, false);
  }

  /** A page for people. */
  public static RouteBuilder page(String path, String id) {
    return new RouteBuilder(Method.GET, path, id, true).answers(200, "The page.", "text/html");
  }

  /** What a form on a page is sent to; answers by leading to a page. */
  public static RouteBuilder form(String path, String id) {
    return new RouteBuilder(Method.POST, path, id, true)
        .answers(303, "Done, or the reason why not, shown on the page it leads to.");
  }
}
