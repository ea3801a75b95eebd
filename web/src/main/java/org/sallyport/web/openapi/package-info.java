/**
 * The OpenAPI 3.1 document of a server, made from its route declarations. Start reading at {@link
 * org.sallyport.web.openapi.OpenApi}.
 */
@NullMarked
package org.sallyport.web.openapi;

import org.jspecify.annotations.NullMarked;
