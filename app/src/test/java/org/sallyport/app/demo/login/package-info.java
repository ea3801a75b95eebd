/** Tests of what the demo counts. */
@NullMarked
package org.sallyport.app.demo.login;

import org.jspecify.annotations.NullMarked;
