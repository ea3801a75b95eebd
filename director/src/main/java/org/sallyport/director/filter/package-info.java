/**
 * Rules in front of a service: who may come, with which method, to which path, how large and how
 * often. A filter decides; it never changes a byte of what passes.
 *
 * <p>Rules are asked in order and the first that matches decides; where none matches, the request
 * passes. It fails closed: a path that two readers could read in two ways matches every rule that
 * denies by path and none that allows by path, and a rate that cannot be counted counts as
 * exceeded.
 *
 * <p>Start reading at {@link Filter}.
 */
@NullMarked
package org.sallyport.director.filter;

import org.jspecify.annotations.NullMarked;
