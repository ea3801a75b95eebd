package org.sallyport.web.admin;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The node around the roles.
 *
 * @param node the name that its file gives it
 * @param version of this program
 * @param metrics of the process, in Prometheus's text format 0.0.4
 * @param reload reads the configuration anew and brings it into force; its argument is who asked
 */
public record AdminHost(
    String node,
    String version,
    Instant started,
    Supplier<String> metrics,
    Function<String, ReloadOutcome> reload) {}
