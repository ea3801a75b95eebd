package org.sallyport.encryption.mailgateway;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What every connection of a listener works with.
 *
 * @param name of the listener
 * @param spool the folder for texts
 */
record ListenerParts(
    String name, Relaying relaying, Intake intake, Path spool, InstantSource clock) {}
