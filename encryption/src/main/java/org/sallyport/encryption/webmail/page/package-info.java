/**
 * Web mail's pages: what people outside see and click. Start reading at {@link
 * org.sallyport.encryption.webmail.page.WebMailPages}, then {@code Front}, through which every
 * request goes: it knows the paths, looks who is signed in, holds each form's token against the
 * session, and turns failures into pages. The rules are {@code webmail}'s; no page decides who may
 * do what.
 *
 * <p>Nothing is kept on a node between two clicks, so that any node answers the next one. Pages
 * need no script, and their content security policy allows none. What other people have written is
 * escaped, or, as HTML, shown in a frame of an origin of its own that can load nothing at all:
 * pictures that came with a message are part of the frame's text. Templates are under {@code
 * src/main/jte-webmail}, texts in {@code webmail_LANGUAGE.properties}: a language is added by such
 * a file and a line in {@code languages}.
 *
 * <p>Trusted: nothing that a browser sends.
 */
@NullMarked
package org.sallyport.encryption.webmail.page;

import org.jspecify.annotations.NullMarked;
