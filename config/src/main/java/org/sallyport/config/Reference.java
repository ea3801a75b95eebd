package org.sallyport.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says that a string names a key of a map elsewhere in the file; a dangling one is a problem. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Reference {
  /** The path of the map from the file's root, such as {@code director.pools}. */
  String value();
}
