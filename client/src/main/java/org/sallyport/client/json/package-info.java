/**
 * JSON of the server's answers, of our requests and of the state. Start at {@link
 * org.sallyport.client.json.Json}. Trusts nothing it reads.
 */
@NullMarked
package org.sallyport.client.json;

import org.jspecify.annotations.NullMarked;
