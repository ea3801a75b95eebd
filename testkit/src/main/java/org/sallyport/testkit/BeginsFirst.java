package org.sallyport.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;

/**
 * A class of tests that takes long: were it to begin last, the others would have to wait for it.
 */
@Order(1)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface BeginsFirst {}
