/**
 * Requests that two servers could read in two ways (request smuggling), one file each beside this
 * package, for everything that must refuse them: the scanner, the fuzz targets, a running director.
 */
@NullMarked
package org.sallyport.testkit.smuggling;

import org.jspecify.annotations.NullMarked;
