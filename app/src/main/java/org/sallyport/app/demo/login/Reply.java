package org.sallyport.app.demo.login;

/** What became of a login at the VPN. */
enum Reply {
  /** Let in. */
  ACCEPTED,
  /** Refused. */
  REFUSED,
  /** No gateway said anything. */
  SILENCE
}
