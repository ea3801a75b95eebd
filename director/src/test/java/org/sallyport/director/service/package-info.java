/** Limits, policies, persistence, reload and stop, through the data path. */
@NullMarked
package org.sallyport.director.service;

import org.jspecify.annotations.NullMarked;
