package org.sallyport.gateway.factor;

import java.time.Duration;

/**
 * A push as it is asked for.
 *
 * @param display what the device shows, such as the name of the VPN
 * @param patience how long the person may take
 * @param numbered whether the person is shown a number, and must enter it on the device
 */
public record PushOrder(String display, Duration patience, boolean numbered) {}
