package org.sallyport.director.persistence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.PoolMemory;
import org.sallyport.director.pool.PoolMemory.AdminMemory;

/**
 * The bytes of a record: a byte for its kind, then its parts in the forms of {@link
 * DataOutputStream}.
 */
final class StateCodec {
  private static final int KEY = 1;
  private static final int SESSION = 2;
  private static final int GONE = 3;
  private static final int POOL = 4;
  private static final int NO_ADDRESS = -1;
  private static final int LONGEST_CAUSE = 1000;

  private StateCodec() {}

  static byte[] encode(StateRecord state) {
    var bytes = new ByteArrayOutputStream(128);
    try (var out = new DataOutputStream(bytes)) {
      switch (state) {
        case StateRecord.Key key -> write(out, key);
        case StateRecord.Session session -> write(out, session);
        case StateRecord.Gone gone -> write(out, gone);
        case StateRecord.OfPool pool -> write(out, pool);
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, StateRecord.Key key) throws IOException {
    out.writeByte(KEY);
    out.write(key.key().bytes().reveal());
  }

  private static void write(DataOutputStream out, StateRecord.Session session) throws IOException {
    out.writeByte(SESSION);
    out.writeLong(session.hi());
    out.writeLong(session.lo());
    out.writeLong(session.created());
    out.writeLong(session.used());
    out.writeUTF(session.service());
    out.writeUTF(session.member());
    var address = session.address();
    out.writeShort(address == null ? NO_ADDRESS : address.prefix());
    if (address != null) {
      out.writeLong(address.hi());
      out.writeLong(address.lo());
    }
  }

  private static void write(DataOutputStream out, StateRecord.Gone gone) throws IOException {
    out.writeByte(GONE);
    out.writeLong(gone.hi());
    out.writeLong(gone.lo());
  }

  private static void write(DataOutputStream out, StateRecord.OfPool pool) throws IOException {
    out.writeByte(POOL);
    out.writeUTF(pool.name());
    out.writeUTF(pool.memory().incumbent().orElse(""));
    out.writeBoolean(pool.memory().switched());
    out.writeShort(pool.memory().admins().size());
    for (var entry : pool.memory().admins().entrySet()) {
      var cause = entry.getValue().cause();
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue().admin().name());
      out.writeUTF(cause.substring(0, Math.min(LONGEST_CAUSE, cause.length())));
    }
  }

  /** The record, or null where the bytes are none. */
  static @Nullable StateRecord decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      var state =
          switch (in.readByte()) {
            case KEY -> new StateRecord.Key(HashKey.of(in.readNBytes(HashKey.LENGTH)));
            case SESSION -> session(in);
            case GONE -> new StateRecord.Gone(in.readLong(), in.readLong());
            case POOL -> new StateRecord.OfPool(in.readUTF(), memory(in));
            default -> null;
          };
      return in.read() < 0 ? state : null;
    } catch (IOException | IllegalArgumentException malformed) {
      return null;
    }
  }

  private static StateRecord.Session session(DataInputStream in) throws IOException {
    long hi = in.readLong();
    long lo = in.readLong();
    long created = in.readLong();
    long used = in.readLong();
    var service = in.readUTF();
    var member = in.readUTF();
    int prefix = in.readShort();
    var address =
        prefix == NO_ADDRESS ? null : new ClientAddress(in.readLong(), in.readLong(), prefix);
    return new StateRecord.Session(hi, lo, address, service, member, created, used);
  }

  private static PoolMemory memory(DataInputStream in) throws IOException {
    var incumbent = in.readUTF();
    boolean switched = in.readBoolean();
    Map<String, AdminMemory> admins = new HashMap<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      admins.put(in.readUTF(), new AdminMemory(Admin.valueOf(in.readUTF()), in.readUTF()));
    }
    return new PoolMemory(
        incumbent.isEmpty() ? Optional.empty() : Optional.of(incumbent), switched, admins);
  }
}
