/** Enrolment, step by step and node by node. */
@NullMarked
package org.sallyport.encryption.enrolment;

import org.jspecify.annotations.NullMarked;
