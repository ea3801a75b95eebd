package org.sallyport.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A key that a section once had. Writing it is a problem that says what to write instead. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Retired.All.class)
public @interface Retired {
  /** The key as it stood in the file. */
  String key();

  /** What to write instead, such as {@code write policy: failover}. */
  String instead();

  /** Holds several. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    /** The keys, in the order of their retirement. */
    Retired[] value();
  }
}
