package org.sallyport.client.link;

/** Is told how it goes with servers. Calls come from the thread that asks. */
public interface LinkWatcher {
  /** A server that answered until now, or was never asked, does not. */
  void lost(Answer.Attempt attempt);

  /** A server that did not answer does again. */
  void back(Server server);

  /** Nobody listens. */
  static LinkWatcher none() {
    return new LinkWatcher() {
      @Override
      public void lost(Answer.Attempt attempt) {}

      @Override
      public void back(Server server) {}
    };
  }
}
