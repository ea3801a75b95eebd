/**
 * JMH benchmarks of what every request passes through: the scan of its head and the choice of its
 * member. {@code benchmarks/micro.sh} runs them; with {@code -prof gc} it shows that neither
 * allocates.
 */
@NullMarked
package org.sallyport.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
