package org.sallyport.encryption.ignition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.SealingKey;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Passphrase;
import org.sallyport.store.Transaction;

/** The master key as one passphrase has sealed it. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record KeptSlot(String name, Passphrase cost, byte[] master) {
  private static final String PURPOSE = "ignition slot";

  static KeptSlot seal(String name, Secret master, Secret passphrase, Passphrase cost) {
    var bytes = master.reveal();
    try (var key = cost.stretch(passphrase)) {
      return new KeptSlot(
          name, cost, SealingKey.derive(key, PURPOSE).seal(bytes, name.getBytes(UTF_8)));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The master key; empty when the passphrase is another. The caller closes it. */
  Optional<Secret> open(Secret passphrase) {
    try (var key = cost.stretch(passphrase)) {
      return SealingKey.derive(key, PURPOSE)
          .open(master, name.getBytes(UTF_8))
          .map(KeptSlot::wiped);
    }
  }

  private static Secret wiped(byte[] bytes) {
    try {
      return Secret.copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  static List<KeptSlot> all(Transaction in) {
    return in.all(
        "SELECT name, salt, memory, passes, master FROM ignition_slots ORDER BY created, name",
        row ->
            new KeptSlot(
                row.text("name"),
                new Passphrase(
                    row.bytes("salt"), (int) row.number("memory"), (int) row.number("passes")),
                row.bytes("master")));
  }

  boolean insert(Transaction in, Instant now) {
    return in.run(
            "INSERT INTO ignition_slots (name, salt, memory, passes, master, created)"
                + " VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
            name,
            cost.salt(),
            cost.memory(),
            cost.passes(),
            master,
            now)
        == 1;
  }

  @Override
  public String toString() {
    return "KeptSlot[" + name + "]";
  }
}
