/**
 * The demo's second part: two gateways, the authority and two directories on this machine, people
 * who log in to a VPN all the time with right passwords and codes, one who tries with wrong ones,
 * one who is asked on a device, and drills that kill a gateway, a directory and the authority
 * meanwhile.
 *
 * <p>Start reading at {@link org.sallyport.app.demo.login.LoginDemo}. Gateways and the authority
 * are processes of their own, started with {@code sallyport run} as an administrator would, so that
 * {@code kill -9} is real. The VPN is a RADIUS client that knows both gateways, asks one and turns
 * to the other when it hears nothing.
 */
@NullMarked
package org.sallyport.app.demo.login;

import org.jspecify.annotations.NullMarked;
