package org.sallyport.web.route;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a route answers.
 *
 * @param status of HTTP
 * @param mediaType of the body; null where there is none
 * @param type what the JSON body is made from; null for other bodies
 */
public record Answer(
    int status, String description, @Nullable String mediaType, @Nullable Class<?> type) {}
