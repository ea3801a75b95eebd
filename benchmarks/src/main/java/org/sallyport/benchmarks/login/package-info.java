/**
 * Logins over RADIUS, end to end: the gateway before OpenLDAP and the authority, and FreeRADIUS
 * before the same OpenLDAP.
 */
@NullMarked
package org.sallyport.benchmarks.login;

import org.jspecify.annotations.NullMarked;
