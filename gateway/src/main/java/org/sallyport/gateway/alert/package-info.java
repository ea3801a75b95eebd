/**
 * Alerts: what an administrator must hear of without looking, such as that logins go on without the
 * authority or that a certificate is about to expire.
 *
 * <p>Every alert is a log event and is counted; where configured it is also sent by mail and to
 * webhooks, in the background and with retries. Nothing waits for it. Alerts carry no names of
 * users and no secrets. Start reading at {@link AlertSettings}.
 */
@NullMarked
package org.sallyport.gateway.alert;

import org.jspecify.annotations.NullMarked;
