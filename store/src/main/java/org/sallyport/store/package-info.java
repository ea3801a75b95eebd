/** One SQL over SQLite or PostgreSQL. */
@NullMarked
package org.sallyport.store;

import org.jspecify.annotations.NullMarked;
