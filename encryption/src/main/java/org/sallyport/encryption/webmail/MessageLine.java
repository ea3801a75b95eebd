package org.sallyport.encryption.webmail;

import java.time.Instant;

/**
 * A message in a list.
 *
 * @param id {@code x_…}
 * @param about whom it is from and for
 * @param at when it came or was sent
 * @param size in octets
 * @param seen whether it was opened
 * @param answered whether it was answered from here
 * @param expires when it is deleted
 */
public record MessageLine(
    String id,
    Folder folder,
    About about,
    Instant at,
    long size,
    boolean seen,
    boolean answered,
    Instant expires) {}
