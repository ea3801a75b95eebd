/**
 * YAML to records and back: the binder that every section of a node's file goes through.
 *
 * <p>A section is a record; its components are the keys in kebab-case. {@link Doc} says what a key
 * is for, {@link Default} what holds when it is absent. What is wrong with a file is collected,
 * never thrown one by one: see {@link Problem}. Nothing here knows a role or opens a network
 * connection.
 */
@NullMarked
package org.sallyport.config;

import org.jspecify.annotations.NullMarked;
