/**
 * What a gateway counts, for Prometheus. Start reading at {@link GatewayMetrics}; {@code
 * docs/metrics.md} explains each name. Nothing here decides anything.
 */
@NullMarked
package org.sallyport.gateway.metrics;

import org.jspecify.annotations.NullMarked;
