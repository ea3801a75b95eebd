/** A director made by hand, for the tests of API and dashboard. */
@NullMarked
package org.sallyport.director.admin;

import org.jspecify.annotations.NullMarked;
