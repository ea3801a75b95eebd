package org.sallyport.web;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.sallyport.kernel.Secret;

/**
 * Where a certificate and its key are; both are read at start and at each reload.
 *
 * @param chain PEM file: the certificate, then its intermediates
 * @param key gives the private key as PKCS#8 in PEM; may throw {@link IllegalArgumentException}
 *     with a sentence
 */
public record ServerCertificate(Path chain, Supplier<Secret> key) {}
