/**
 * TLS on both sides of a node: certificates that are chosen by server name and reloaded while
 * connections go on, and peers that are verified with reasons a person can act on.
 *
 * <table>
 * <caption>Where to start reading</caption>
 * <tr><td>{@link org.sallyport.net.tls.ServerTls}</td><td>towards clients</td></tr>
 * <tr><td>{@link org.sallyport.net.tls.MemberTls}</td><td>towards members and other servers</td></tr>
 * <tr><td>{@link org.sallyport.net.tls.CertificateReasoning}</td><td>what is wrong with a
 * certificate or chain, in words</td></tr>
 * </table>
 *
 * <p>BoringSSL (tcnative) does the work where it is available, else the JDK. Its contexts are
 * counted references: the two classes above own theirs and let a replaced one live until its last
 * connection ends. Nothing that a peer sends is trusted; files are trusted to be what their owner
 * means, and are still checked, because owners err.
 */
@NullMarked
package org.sallyport.net.tls;

import org.jspecify.annotations.NullMarked;
