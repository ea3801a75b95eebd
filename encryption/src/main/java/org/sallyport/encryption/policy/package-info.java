/**
 * Policies: what the clients of a group do about keys, mail, polling and logging. Start reading at
 * {@link Policies}, which keeps every version of each, then at {@link PolicyDocuments}, which hands
 * out what clients believe: a text that the organisation key has signed.
 *
 * <p>A document is made and signed once for each group after every change of a policy, a group or
 * the organisation key; all of them then carry the same, higher serial. So a client that moves from
 * one group to another never meets a lower serial than it knows, and one that is shown an old
 * document notices. What is handed out is kept as it was signed and served from memory.
 *
 * <p>Administrators' policies are trusted once {@link PolicyReading} has read them. The store is
 * not trusted to have kept documents unchanged: clients verify the signature.
 */
@NullMarked
package org.sallyport.encryption.policy;

import org.jspecify.annotations.NullMarked;
