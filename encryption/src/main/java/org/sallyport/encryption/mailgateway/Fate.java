package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.sallyport.wire.smtp.EnhancedStatus;
import org.sallyport.wire.smtp.MailAddress;

/** What is to become of a message for some of its recipients. Each recipient has one fate. */
sealed interface Fate {
  /** Whom it is about; one at least. */
  List<MailAddress> to();

  /** In one word, for metrics. */
  String form();

  /**
   * One mail for all of them.
   *
   * @param body what writes it; empty: octet by octet as it came
   */
  record Mail(List<MailAddress> to, String form, Optional<Body> body) implements Fate {
    public Mail {
      to = List.copyOf(to);
    }
  }

  /** Web mail. */
  record Box(List<MailAddress> to) implements Fate {
    public Box {
      to = List.copyOf(to);
    }

    @Override
    public String form() {
      return "web-mail";
    }
  }

  /**
   * They do not get it.
   *
   * @param reason a sentence for the sender
   * @param status of class 4: not now, and the sender may try again
   */
  record Bounce(List<MailAddress> to, String reason, EnhancedStatus status) implements Fate {
    public Bounce {
      to = List.copyOf(to);
    }

    boolean isForNow() {
      return status.kind() == 4;
    }

    @Override
    public String form() {
      return "bounced";
    }
  }

  /** They do not get it, and nobody is told. */
  record Drop(List<MailAddress> to) implements Fate {
    public Drop {
      to = List.copyOf(to);
    }

    @Override
    public String form() {
      return "dropped";
    }
  }

  /** What writes a mail that is not as it came. */
  @FunctionalInterface
  interface Body {
    /**
     * Writes it.
     *
     * @return why it cannot be written; empty: it is
     */
    Optional<String> write(OutputStream sink) throws IOException;
  }
}
