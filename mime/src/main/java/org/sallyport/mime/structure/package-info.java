/**
 * The structure of a message as ranges of its own octets: header fields as they stand there, parts
 * with where they begin and end. Nothing is copied or rebuilt, so what nobody changes leaves as it
 * came, and what was signed is hashed as it was signed.
 *
 * <p>Start reading at {@link Message}. {@link Octets} is where a message lies: memory, a file, a
 * sealed spool; no more than its headers is ever in memory. Messages are of anybody: depth, parts
 * and headers are bounded, and a message beyond them, or without a header, is {@link
 * Scan.Unreadable}. What is merely against the standards is a {@link Finding} beside the structure;
 * those that programs read in different ways are marked, because attacks live there.
 */
@NullMarked
package org.sallyport.mime.structure;

import org.jspecify.annotations.NullMarked;
