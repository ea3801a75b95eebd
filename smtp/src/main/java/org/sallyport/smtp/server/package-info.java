/**
 * An SMTP server (RFC 5321) that asks whoever stands behind it before it answers. Start reading at
 * {@link org.sallyport.smtp.server.Hop}: the server speaks the protocol, keeps its limits and its
 * order, and a hop decides; the greeting waits for {@link org.sallyport.smtp.server.Hop#open}, each
 * recipient is answered by it, and a message is taken when it says so, not before.
 *
 * <pre>
 * accepted ─PROXY header─TLS─► hop opened ─► greeted ─EHLO─► idle ─MAIL─► envelope ─DATA, BDAT─► text
 *                                  │                  ▲ ▲ └STARTTLS, XCLIENT┘ │                    │
 *                                  └─ 421, 554: ended │ └────────RSET─────────┘                    │
 *                                                     └──────────────the hop's answer──────────────┘
 * </pre>
 *
 * <p>Each connection has a virtual thread. Clients are not trusted with anything; peers whose
 * addresses are listed are trusted to say whom they speak for.
 */
@NullMarked
package org.sallyport.smtp.server;

import org.jspecify.annotations.NullMarked;
