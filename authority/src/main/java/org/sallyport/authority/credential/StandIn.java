package org.sallyport.authority.credential;

import org.sallyport.kernel.Secret;

/** A temporary code as it is kept, unsealed for as long as it takes to compare. */
record StandIn(String id, int digits, int uses, Secret code) {
  boolean matches(String given) {
    return code.equals(Secret.ofText(given));
  }

  @Override
  public String toString() {
    return "StandIn[" + id + "]";
  }
}
