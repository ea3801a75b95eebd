/**
 * An open-loop HTTP/1.1 load generator: requests leave at a fixed rate whatever the answers do, and
 * latency counts from the moment a request was due, so that a stall is felt by every request that
 * it delays (no coordinated omission).
 *
 * <p>Start reading at {@link org.sallyport.benchmarks.load.LoadGenerator}. Everything runs on one
 * event loop with buffers made once, because the origin shares the processor with it. It trusts the
 * origin to answer with {@code Content-Length}.
 */
@NullMarked
package org.sallyport.benchmarks.load;

import org.jspecify.annotations.NullMarked;
