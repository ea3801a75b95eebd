package org.sallyport.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The least and the greatest duration or size that a key takes, both included and written as in the
 * file: {@code @Within(min = "10ms", max = "1h")}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Within {
  /** The least value. */
  String min();

  /** The greatest value. */
  String max();
}
