package org.sallyport.encryption.search;

import java.time.Instant;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.Certificate;

/**
 * A certificate of somebody elsewhere that may be encrypted to.
 *
 * @param address whom it was found for
 * @param certificate with user ids of that address alone
 * @param source {@code wkd}, {@code hkp}, {@code vks} or {@code ldap}
 * @param found when
 * @param stale whether it is used beyond its time, as nobody who may have a newer one answers
 */
public record RemoteKey(
    Address address, Certificate certificate, String source, Instant found, boolean stale) {}
