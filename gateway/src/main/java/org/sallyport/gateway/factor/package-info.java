/**
 * The second factor: what somebody has, said by the authority over HTTPS with client certificates.
 *
 * <p>{@link AuthorityLink} is the way there: several addresses in order, directly or through an
 * HTTP proxy, a time limit for each step, and the cause told apart when there is no answer. {@link
 * SecondFactor} is what a login asks; concurrent codes share one request.
 *
 * <p>Start reading at {@link SecondFactor} and {@link AuthorityLinkSettings}. The authority is
 * trusted for its verdicts once its certificate is verified; its answers are still read strictly,
 * and what is not an answer of the protocol is a fault and never an acceptance.
 */
@NullMarked
package org.sallyport.gateway.factor;

import org.jspecify.annotations.NullMarked;
