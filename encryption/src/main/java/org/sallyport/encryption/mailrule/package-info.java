/**
 * Mail rules: what is to be done with a message for each of its recipients. Start reading at {@link
 * org.sallyport.encryption.mailrule.RuleSet}: it decides from what {@link
 * org.sallyport.encryption.mailrule.MailFacts} tells of a message, and asks nobody else, so that a
 * dry run and the mail itself cannot differ. {@link org.sallyport.encryption.mailrule.MailRules}
 * keeps every version in the store.
 *
 * <pre>
 * chain ─► rule ─holds?─► fields, copies ─► treat: decided
 *            ▲    │                        ├► go to another chain, and back where nothing decides
 *            └─no─┘                        └► go on
 * </pre>
 *
 * <p>Messages are not trusted: what rules compare is bounded, and no pattern is slow.
 * Administrators are: rules may let mail leave in clear, which {@link
 * org.sallyport.encryption.mailrule.RuleWarnings} says.
 */
@NullMarked
package org.sallyport.encryption.mailrule;

import org.jspecify.annotations.NullMarked;
