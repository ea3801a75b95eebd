package org.sallyport.director.settings;

import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;
import org.sallyport.kernel.ByteSize;

/** Limits that keep one client from taking everything. */
@Doc("Limits of a service. What exceeds one is refused, counted and logged.")
public record LimitSettings(
    @Doc("Connections at the same time, all clients together.")
        @Default("20000")
        @Range(min = 1, max = 10_000_000)
        int connections,
    @Doc("Connections at the same time from one address; 0 means no limit.")
        @Default("0")
        @Range(min = 0, max = 10_000_000)
        int connectionsPerAddress,
    @Doc("New connections a second from one address; 0 means no limit.")
        @Default("0")
        @Range(min = 0, max = 1_000_000)
        int connectionsPerSecondPerAddress,
    @Doc("The size of a request or response head.")
        @Default("16KiB")
        @Within(min = "1KiB", max = "64KiB")
        ByteSize head,
    @Doc("Header fields in one head.") @Default("100") @Range(min = 1, max = 1000) int headers) {}
