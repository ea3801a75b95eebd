package org.sallyport.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A loopback listener that gives each connection a virtual thread, and can end them all. */
final class Acceptor implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  /** What is done with one connection; the socket is closed afterwards. */
  @FunctionalInterface
  interface Serving {
    void serve(Socket socket, int number) throws IOException;
  }

  private Acceptor(ServerSocket listener) {
    this.listener = listener;
  }

  static Acceptor start(int port, Serving serving) throws IOException {
    var listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    var acceptor = new Acceptor(listener);
    Thread.ofVirtual().name("acceptor").start(() -> acceptor.run(serving));
    return acceptor;
  }

  private void run(Serving serving) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        open.add(socket);
        int number = accepted.incrementAndGet();
        Thread.ofVirtual().name("serving").start(() -> serve(serving, socket, number));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Serving serving, Socket socket, int number) {
    try (socket) {
      socket.setTcpNoDelay(true);
      serving.serve(socket, number);
    } catch (IOException gone) {
      // The other side went away or the listener was closed: both are how tests end connections.
    } finally {
      open.remove(socket);
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  int accepted() {
    return accepted.get();
  }

  int open() {
    return open.size();
  }

  /** Ends every connection with a reset, as the death of a process with unread data does. */
  void resetAll() {
    for (var socket : open) {
      Sockets.reset(socket);
    }
  }

  @Override
  public void close() {
    Sockets.close(listener);
    open.forEach(Sockets::close);
  }
}
