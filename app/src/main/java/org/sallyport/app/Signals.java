package org.sallyport.app;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system, which Java offers in {@code sun.misc} alone. They are called by
 * name, because the compiler warns of that package in a way that cannot be answered.
 */
public final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * Runs {@code action} on a thread of its own whenever the signal comes.
   *
   * @param name without SIG, such as {@code HUP}; one that the system does not have is ignored
   */
  @SuppressWarnings("ReferenceEquality") // a handler is equal to itself alone
  public static void on(String name, Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "equals" -> arguments[0] == self;
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> "on SIG" + name;
                    default -> {
                      action.run();
                      yield null;
                    }
                  });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException unavailable) {
      LOG.atDebug()
          .setMessage("signal-unavailable")
          .addKeyValue("signal", name)
          .addKeyValue("cause", unavailable.toString())
          .log();
    }
  }
}
