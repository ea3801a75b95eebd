package org.sallyport.gateway.radius;

import org.sallyport.gateway.settings.ServerSettings;

/**
 * What a validation server does; a reload swaps it. Immutable.
 *
 * @param name the key of its entry
 * @param settings as the file has them
 */
record ServerPlan(String name, ServerSettings settings, ClientTable clients, ReplyRules rules) {}
