/**
 * One-time codes that a device and a server compute alike: HOTP (RFC 4226), TOTP (RFC 6238), the
 * URI that apps are enrolled with, the files that vendors deliver seeds in (PSKC, RFC 6030; CSV),
 * and packages of coming codes with which a gateway verifies while the authority is away.
 *
 * <p>Start reading at {@link CodeMaker}, then {@link CodeWindow}. Nothing here has a clock, a store
 * or a log. Seeds are {@link org.sallyport.kernel.Secret}; files and URIs are read as coming from
 * anybody.
 */
@NullMarked
package org.sallyport.oath;

import org.jspecify.annotations.NullMarked;
