/** Tests of the commands that administer an encryption server, against a node of their own. */
@NullMarked
package org.sallyport.app.encryption;

import org.jspecify.annotations.NullMarked;
