package org.sallyport.web.route;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.route.Parameter.Place;

/** Declares a {@link Route}; {@link #handledBy} ends the declaration. */
public final class RouteBuilder {
  private final Method method;
  private final String path;
  private final String id;
  private final boolean forPeople;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private String summary = "";
  private String tag = "";
  private Access access;
  private @Nullable Class<?> body;
  private String role = "";
  private boolean once;
  private int longestBody;

  RouteBuilder(Method method, String path, String id, boolean forPeople) {
    this.method = method;
    this.path = path;
    this.id = id;
    this.forPeople = forPeople;
    access = method.safe() ? Access.READ : Access.CHANGE;
  }

  /** What it does, one sentence. */
  public RouteBuilder summary(String text) {
    summary = text;
    return this;
  }

  /** The group that documents list it under. */
  public RouteBuilder tag(String name) {
    tag = name;
    return this;
  }

  /** Everybody may call it. Else: {@link Access#READ} for GET, {@link Access#CHANGE} for others. */
  public RouteBuilder open() {
    access = Access.OPEN;
    return this;
  }

  /**
   * Only callers of that role may call it. On an administrators' listener it is a permission:
   * whoever has full access has it, others by their role; reading then needs it on loopback too.
   */
  public RouteBuilder only(String name) {
    role = name;
    return this;
  }

  /**
   * A request that comes again with the same Idempotency-Key is answered as the first one was, and
   * does nothing. The handler sees to it with {@link Request#once}.
   */
  public RouteBuilder once() {
    once = true;
    takes(
        new Parameter(
            "Idempotency-Key",
            Place.HEADER,
            "Makes it safe to send the request again: 16 to 64 of 0-9 A-Z a-z _ and -.",
            false,
            "3f0c9a7e51b24d68"));
    return answers(
        422, "The Idempotency-Key was used for another request before.", Problem.MEDIA_TYPE);
  }

  /** What it answers carries an ETag, and If-None-Match spares sending it again. */
  public RouteBuilder tagged() {
    takes(
        new Parameter(
            "If-None-Match", Place.HEADER, "The tag of what the caller has.", false, "\"v0\""));
    return answers(304, "It is as the caller has it.");
  }

  /** If-Match says which version may be changed; another one is left alone. */
  public RouteBuilder guarded() {
    takes(new Parameter("If-Match", Place.HEADER, "Only this version is changed.", false, "*"));
    return answers(412, "It has changed meanwhile.", Problem.MEDIA_TYPE);
  }

  /** A segment of the path. */
  public RouteBuilder path(String name, String description, String example) {
    return takes(new Parameter(name, Place.PATH, description, true, example));
  }

  /** A value of the query that may be absent. */
  public RouteBuilder query(String name, String description, String example) {
    return takes(new Parameter(name, Place.QUERY, description, false, example));
  }

  /** A value of the query without which the route answers 400. */
  public RouteBuilder requiredQuery(String name, String description, String example) {
    return takes(new Parameter(name, Place.QUERY, description, true, example));
  }

  /** A field of the form. */
  public RouteBuilder field(String name, String description, String example) {
    return takes(new Parameter(name, Place.FORM, description, false, example));
  }

  private RouteBuilder takes(Parameter parameter) {
    parameters.add(parameter);
    return this;
  }

  /** A JSON body of that shape. */
  public RouteBuilder body(Class<?> type) {
    body = type;
    return this;
  }

  /**
   * A body may be that long, in octets, where the listener would take less; whoever may not call
   * the route sends none in vain. On an administrators' listener alone.
   */
  public RouteBuilder longestBody(int octets) {
    longestBody = octets;
    return this;
  }

  /** An answer without a body. */
  public RouteBuilder answers(int status, String description) {
    answers.add(new Answer(status, description, null, null));
    return this;
  }

  /** An answer with JSON made from that type. */
  public RouteBuilder answers(int status, String description, Class<?> type) {
    answers.add(new Answer(status, description, "application/json", type));
    return this;
  }

  /** An answer of another media type. */
  public RouteBuilder answers(int status, String description, String mediaType) {
    answers.add(new Answer(status, description, mediaType, null));
    return this;
  }

  /** A failure as problem+json, or as a page where the route is for people. */
  public RouteBuilder refuses(int status, String description) {
    return answers(status, description, forPeople ? "text/html" : Problem.MEDIA_TYPE);
  }

  /**
   * The code.
   *
   * @throws IllegalArgumentException where the declaration contradicts itself
   */
  public Route handledBy(Handler handler) {
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
        handler);
  }
}
