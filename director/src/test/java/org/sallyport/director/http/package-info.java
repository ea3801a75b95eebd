/** What the director does to HTTP, seen from clients and members. */
@NullMarked
package org.sallyport.director.http;

import org.jspecify.annotations.NullMarked;
