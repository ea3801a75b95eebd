@NullMarked
package org.sallyport.encryption.syslog;

import org.jspecify.annotations.NullMarked;
