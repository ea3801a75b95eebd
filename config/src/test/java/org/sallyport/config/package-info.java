/** How files are read, what is said about wrong ones, and what is generated from the records. */
@NullMarked
package org.sallyport.config;

import org.jspecify.annotations.NullMarked;
