/**
 * Forms with files ({@code multipart/form-data}, RFC 7578), read part by part as they come: nothing
 * is kept, so that a file may be larger than memory. Start reading at {@link
 * org.sallyport.web.multipart.MultipartReader}. Nothing in a form is believed.
 */
@NullMarked
package org.sallyport.web.multipart;

import org.jspecify.annotations.NullMarked;
