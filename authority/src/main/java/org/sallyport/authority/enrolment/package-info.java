/**
 * How a seed reaches a person's authenticator app: as an otpauth URI and as the QR code of it.
 * Start reading at {@link org.sallyport.authority.enrolment.Enrolment}.
 *
 * <p>What is made here is as secret as the seed within: it is shown once and kept nowhere.
 */
@NullMarked
package org.sallyport.authority.enrolment;

import org.jspecify.annotations.NullMarked;
