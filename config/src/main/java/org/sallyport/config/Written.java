package org.sallyport.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a type with a static {@code parse(String)} is written, for messages, the reference and the
 * schema.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Written {
  /** What a person reads after "expected", such as {@code a port or address:port}. */
  String as();

  /** A regular expression (ECMA 262) that every accepted text matches. */
  String pattern();
}
