package org.sallyport.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Copies whole tables out of a store and into another, which may be of the other kind. What is
 * written is a head with the version of the tables, then each table with its columns and rows, then
 * the number of all rows:
 *
 * <pre>
 * "sallyport tables 1" VERSION
 * 1 NAME COLUMNS COLUMN…   a table
 * 2 VALUE…                 a row of it
 * 0 ROWS                   the end
 * </pre>
 *
 * <p>A value is 0 for NULL, 1 and eight octets, 2 or 3 with a length and as many octets of text or
 * bytes. Nothing here is a secret that was not one in the store: sealed values stay sealed.
 */
public final class TableCopy {
  private static final String HEAD = "sallyport tables 1";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final int MOST_COLUMNS = 100;

  /** The longest value that is read, in octets. */
  private static final int LONGEST = 64 * 1024 * 1024;

  private static final int END = 0;
  private static final int TABLE = 1;
  private static final int ROW = 2;
  private static final int NULL = 0;
  private static final int NUMBER = 1;
  private static final int TEXT = 2;
  private static final int BYTES = 3;

  private TableCopy() {}

  /** What is read is no copy, or one that does not fit these tables. */
  public static final class UnfitException extends IOException {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  /**
   * Writes all rows as they are at one moment. Blocks for as long as the sink takes them.
   *
   * @param schema of the role whose tables they are
   * @return how many rows there are
   * @throws UncheckedIOException when the sink cannot be written
   */
  public static long write(Store store, Schema schema, OutputStream sink) {
    return store.read(
        in -> {
          try {
            return new Writing(((SessionTransaction) in).session(), sink).all(schema);
          } catch (SQLException e) {
            throw new SqlFailure(e);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * Replaces all rows of the tables by those of a copy, or changes nothing.
   *
   * @param schema of the role whose tables they are
   * @param then runs in the same transaction afterwards
   * @return how many rows there are
   * @throws UncheckedIOException with an {@link UnfitException} when the copy does not fit, or when
   *     it cannot be read
   */
  public static long read(
      Store store, Schema schema, InputStream source, Consumer<Transaction> then) {
    return store.write(
        in -> {
          try {
            long rows = new Reading(((SessionTransaction) in).session(), source).all(schema);
            then.accept(in);
            return rows;
          } catch (SQLException e) {
            throw new SqlFailure(e);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static String named(String name) throws UnfitException {
    if (!NAME.matcher(name).matches()) {
      throw new UnfitException("a copy names a table or column in a way that none has");
    }
    return name;
  }

  /** Writes a copy. */
  private record Writing(Session session, DataOutputStream out) {
    Writing(Session session, OutputStream sink) {
      this(session, new DataOutputStream(sink));
    }

    long all(Schema schema) throws SQLException, IOException {
      session.oneMoment();
      out.writeUTF(HEAD);
      out.writeUTF(Tables.version(session, schema));
      long rows = 0;
      for (var table : Tables.of(session)) {
        rows += table(named(table));
      }
      out.writeByte(END);
      out.writeLong(rows);
      out.flush();
      return rows;
    }

    private long table(String table) throws SQLException, IOException {
      try (var statement = session.connection().prepareStatement("SELECT * FROM " + table)) {
        statement.setFetchSize(500);
        try (var result = statement.executeQuery()) {
          var meta = result.getMetaData();
          out.writeByte(TABLE);
          out.writeUTF(table);
          out.writeShort(meta.getColumnCount());
          for (int i = 1; i <= meta.getColumnCount(); i++) {
            out.writeUTF(meta.getColumnName(i));
          }
          long rows = 0;
          for (; result.next(); rows++) {
            row(result, meta.getColumnCount());
          }
          return rows;
        }
      }
    }

    private void row(ResultSet result, int columns) throws SQLException, IOException {
      out.writeByte(ROW);
      for (int i = 1; i <= columns; i++) {
        switch (result.getObject(i)) {
          case null -> out.writeByte(NULL);
          case Number number -> {
            out.writeByte(NUMBER);
            out.writeLong(number.longValue());
          }
          case String text -> octets(TEXT, text.getBytes(UTF_8));
          case byte[] bytes -> octets(BYTES, bytes);
          case Object other ->
              throw new IllegalStateException("a column of " + other.getClass() + " has no copy");
        }
      }
    }

    private void octets(int kind, byte[] octets) throws IOException {
      out.writeByte(kind);
      out.writeInt(octets.length);
      out.write(octets);
    }
  }

  /** Reads a copy. */
  private record Reading(Session session, DataInputStream in) {
    Reading(Session session, InputStream source) {
      this(session, new DataInputStream(source));
    }

    long all(Schema schema) throws SQLException, IOException {
      if (!in.readUTF().equals(HEAD)) {
        throw new UnfitException("this is no copy of tables");
      }
      requireVersion(in.readUTF(), Tables.version(session, schema));
      var tables = Tables.of(session);
      for (var table : tables.reversed()) {
        session.run("DELETE FROM " + named(table));
      }
      long rows = 0;
      var seen = new ArrayList<String>();
      int mark = in.readByte();
      while (mark == TABLE) {
        var table = named(in.readUTF());
        if (!tables.contains(table) || seen.contains(table)) {
          throw new UnfitException("the copy has a table " + table + ", which has no place here");
        }
        seen.add(table);
        try (var insert = insert(table, columns())) {
          mark = in.readByte();
          for (; mark == ROW; mark = in.readByte(), rows++) {
            row(insert);
          }
        }
        session.continueSequence(table);
      }
      if (mark != END || in.readLong() != rows || !seen.equals(tables)) {
        throw new UnfitException("the copy is not whole, or is of other tables than these");
      }
      return rows;
    }

    private static void requireVersion(String copied, String here) throws UnfitException {
      if (!copied.equals(here)) {
        throw new UnfitException(
            "the copy was made by a Sallyport whose tables are of version "
                + (copied.matches("[0-9.]{1,20}") ? copied : "unknown")
                + ", and these are of version "
                + here
                + ": restore it with the version that made it, then upgrade");
      }
    }

    private List<String> columns() throws IOException {
      int count = in.readUnsignedShort();
      if (count < 1 || count > MOST_COLUMNS) {
        throw new UnfitException("the copy has a table of " + count + " columns");
      }
      var columns = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        columns.add(named(in.readUTF()));
      }
      return columns;
    }

    private PreparedStatement insert(String table, List<String> columns) throws SQLException {
      var places = "?,".repeat(columns.size());
      return session
          .connection()
          .prepareStatement(
              "INSERT INTO "
                  + table
                  + " ("
                  + String.join(", ", columns)
                  + ") VALUES ("
                  + places.substring(0, places.length() - 1)
                  + ")");
    }

    private void row(PreparedStatement insert) throws SQLException, IOException {
      int columns = insert.getParameterMetaData().getParameterCount();
      for (int i = 1; i <= columns; i++) {
        int kind = in.readByte();
        switch (kind) {
          case NULL -> insert.setNull(i, Types.NULL);
          case NUMBER -> insert.setLong(i, in.readLong());
          case TEXT -> insert.setString(i, new String(octets(), UTF_8));
          case BYTES -> insert.setBytes(i, octets());
          default -> throw new UnfitException("the copy has a value of an unknown kind");
        }
      }
      insert.executeUpdate();
    }

    private byte[] octets() throws IOException {
      int length = in.readInt();
      if (length < 0 || length > LONGEST) {
        throw new UnfitException("the copy has a value of " + length + " octets");
      }
      var octets = in.readNBytes(length);
      if (octets.length < length) {
        throw new UnfitException("the copy ends within a value");
      }
      return octets;
    }
  }
}
