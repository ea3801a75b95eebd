package org.sallyport.authority.credential;

import org.sallyport.kernel.Secret;

/**
 * A temporary code with its digits: the only time they are shown.
 *
 * @param code decimal digits as text
 */
public record IssuedCode(TemporaryCode about, Secret code) {}
