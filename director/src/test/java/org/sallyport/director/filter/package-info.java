/** Rules by the table. */
@NullMarked
package org.sallyport.director.filter;

import org.jspecify.annotations.NullMarked;
