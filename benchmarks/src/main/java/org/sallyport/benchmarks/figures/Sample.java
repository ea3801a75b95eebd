package org.sallyport.benchmarks.figures;

import org.sallyport.benchmarks.load.LoadWindow;

/**
 * One window of one peer.
 *
 * @param peer which
 * @param cpuMicros the proxy's processor time for each completed request, in microseconds
 * @param userShare the part of it in user space, 0 to 1
 * @param loadCoreBusy how busy generator and origin kept their processor, 0 to 1
 * @param strangers the part of the proxy's processor that went to anything but the proxy, 0 to 1
 * @param window what clients saw
 */
record Sample(
    String peer,
    double cpuMicros,
    double userShare,
    double loadCoreBusy,
    double strangers,
    LoadWindow window) {}
