package org.sallyport.authority.push;

import java.util.Optional;

/**
 * What a person decided on a device.
 *
 * @param number what was entered; needed to approve a login that shows one
 */
public record Decision(boolean approve, Optional<String> number) {}
