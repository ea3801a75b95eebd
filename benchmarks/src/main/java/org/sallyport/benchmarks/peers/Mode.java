package org.sallyport.benchmarks.peers;

/** What a proxy does with a connection. */
public enum Mode {
  /** Relays bytes. */
  TCP(false, false),
  /** Reads HTTP heads; the member's own cookie keeps a client on its member. */
  HTTP(false, false),
  /** Routes by TLS server name and relays. */
  PASSTHROUGH(true, true),
  /** As {@link #HTTP}, behind TLS that ends at the proxy. */
  TERMINATE(true, false);

  private final boolean clientTls;
  private final boolean originTls;

  Mode(boolean clientTls, boolean originTls) {
    this.clientTls = clientTls;
    this.originTls = originTls;
  }

  /** Whether clients speak TLS. */
  public boolean clientTls() {
    return clientTls;
  }

  /** Whether the origin speaks TLS. */
  public boolean originTls() {
    return originTls;
  }

  /** Whether the proxy reads HTTP. */
  public boolean readsHttp() {
    return this == HTTP || this == TERMINATE;
  }
}
