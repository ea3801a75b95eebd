package org.sallyport.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The YAML that stands for an absent key, parsed as if it had been written there. A key with
 * neither this nor {@code Optional} as its type is required; where it is a list or a map, so is an
 * entry.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** A YAML value, such as {@code 5s} or {@code {}}. */
  String value();
}
