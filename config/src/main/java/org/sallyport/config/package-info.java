/**
 * YAML to records and back: the binder that every section of a node's file goes through.
 *
 * <p>A section is a record; its components are the keys in kebab-case. {@link Doc} says what a key
 * is for, {@link Default} what holds when it is absent. What is wrong with a file is collected,
 * never thrown one by one: see {@link Problem}. Nothing here knows a role or opens a network
 * connection.
 *
 * <p>Start reading at {@link ConfigFile}. Text becomes a {@code Tree} of values with their places,
 * a record becomes a {@code Shape}, and the {@code Binder} holds one against the other. {@link
 * JsonSchema}, {@link ReferencePage} and {@link Differences} read the same shapes.
 *
 * <p>A file is not trusted: its size, its nesting and what its aliases repeat are bounded. It is
 * not blindly shown either: a value that may be a secret in the wrong place, such as the value of
 * an unknown key, appears in no message and in no excerpt.
 */
@NullMarked
package org.sallyport.config;

import org.jspecify.annotations.NullMarked;
