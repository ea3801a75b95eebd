package org.sallyport.web;

import java.nio.file.Path;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;

/** A certificate with its key, as sections of roles name it. */
@Doc("A certificate chain and its private key, both PEM.")
public record CertificateSettings(
    @Doc("PEM file: the certificate, then its intermediates.") Path chain,
    @Doc("The private key as file:PATH or env:NAME, PKCS#8 PEM.") SecretSource key) {}
