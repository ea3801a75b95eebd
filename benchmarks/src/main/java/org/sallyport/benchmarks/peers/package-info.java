/**
 * The proxies under test and the origin behind them, each a process of its own with a configuration
 * written for one {@link org.sallyport.benchmarks.peers.Scene}. One thread, no access log,
 * connections kept on both sides, the same certificate and cipher suite for all.
 */
@NullMarked
package org.sallyport.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
