package org.sallyport.authority.credential;

import org.sallyport.kernel.Secret;

/**
 * A credential that was added, with its seed: the only time it is shown.
 *
 * @param seed to be closed by who asked
 */
public record Added(Credential credential, Secret seed) {}
