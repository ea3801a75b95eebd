package org.sallyport.gateway.radius;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sallyport.gateway.continuity.ContinuityChoice;
import org.sallyport.gateway.factor.SecondFactor;
import org.sallyport.identity.FirstFactor;

/**
 * Who decides for validation servers.
 *
 * @param stores the user stores of these names, in this order, as one
 * @param second the authority, and in continuity what a client's choice makes of its absence
 * @param secondAvailable whether the second factor could be decided now under that choice
 */
public record Backing(
    Function<List<String>, FirstFactor> stores,
    Function<ContinuityChoice, SecondFactor> second,
    Predicate<ContinuityChoice> secondAvailable) {}
