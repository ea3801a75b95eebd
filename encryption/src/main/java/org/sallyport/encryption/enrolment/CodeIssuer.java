package org.sallyport.encryption.enrolment;

/**
 * Who makes a code.
 *
 * @param actor as the audit trail names them
 * @param name as the letter to the person names them
 * @param overKeys whether they may let a machine have secrets that the server keeps
 */
public record CodeIssuer(String actor, String name, boolean overKeys) {}
