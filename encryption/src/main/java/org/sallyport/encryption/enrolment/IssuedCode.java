package org.sallyport.encryption.enrolment;

import org.sallyport.kernel.Secret;

/**
 * A code that was just made.
 *
 * @param code to be shown this once
 */
public record IssuedCode(EnrolmentCode kept, Secret code) {}
