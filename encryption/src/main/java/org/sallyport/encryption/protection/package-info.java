/**
 * How mail leaves: which key for whom, from where and how far it is trusted, which form of the
 * message each recipient gets, and that form's octets. Rules decide what is wanted ({@link
 * org.sallyport.encryption.mailrule.RuleSet}); what can be had is found out here.
 *
 * <p>Start reading at {@link org.sallyport.encryption.protection.Protection}: {@code plan} says
 * what everybody gets and why, and changes nothing; {@code write} writes one form. In between lies
 * {@link org.sallyport.encryption.protection.Form}. Nothing leaves in clear that a rule wants
 * encrypted: where a key cannot be had, the rule's {@code otherwise} holds, and where it is not
 * known whether there is one, the mail has to come again.
 *
 * <p>Trusted in nothing: the message, whatever its header says of itself; addresses; certificates
 * of other people's servers. Trusted: the envelope's sender, as far as the listener let it in.
 */
@NullMarked
package org.sallyport.encryption.protection;

import org.jspecify.annotations.NullMarked;
