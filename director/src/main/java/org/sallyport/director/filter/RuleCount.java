package org.sallyport.director.filter;

import org.sallyport.director.settings.FilterRule.Action;

/**
 * How often a rule matched since the service was opened.
 *
 * @param rule its name
 * @param action what it does
 * @param dryRun whether it only counts
 * @param matches requests or connections
 */
public record RuleCount(String rule, Action action, boolean dryRun, long matches) {}
