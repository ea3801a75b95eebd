package org.sallyport.web.route;

/** Answers a request. Called on a virtual thread; may block. */
@FunctionalInterface
public interface Handler {
  /** The answer; what goes wrong as expected is a {@link Reply#problem}. */
  Reply handle(Request request);
}
