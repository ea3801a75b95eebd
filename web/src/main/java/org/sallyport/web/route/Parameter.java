package org.sallyport.web.route;

/**
 * Something a route takes.
 *
 * @param example a value that stands in documents and that tests may send
 */
public record Parameter(
    String name, Place place, String description, boolean required, String example) {

  /** Where it stands in a request. */
  public enum Place {
    /** A segment of the path. */
    PATH,
    /** The query. */
    QUERY,
    /** A header field. */
    HEADER,
    /** A field of a form in the body. */
    FORM
  }
}
