package org.sallyport.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The row that a result set stands at. */
final class ResultRow implements Row {
  private final ResultSet result;
  private final Columns columns;

  ResultRow(ResultSet result, Columns columns) {
    this.result = result;
    this.columns = columns;
  }

  @Override
  public String text(String column) {
    return present(read(() -> result.getString(columns.index(column))), column);
  }

  @Override
  public Optional<String> textIfAny(String column) {
    return Optional.ofNullable(read(() -> result.getString(columns.index(column))));
  }

  @Override
  public long number(String column) {
    return numberIfAny(column)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is NULL"));
  }

  @Override
  public OptionalLong numberIfAny(String column) {
    try {
      long number = result.getLong(columns.index(column));
      return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  @Override
  public Instant time(String column) {
    return Instant.ofEpochMilli(number(column));
  }

  @Override
  public Optional<Instant> timeIfAny(String column) {
    var number = numberIfAny(column);
    return number.isPresent()
        ? Optional.of(Instant.ofEpochMilli(number.getAsLong()))
        : Optional.empty();
  }

  @Override
  public byte[] bytes(String column) {
    return present(read(() -> result.getBytes(columns.index(column))), column);
  }

  @Override
  public boolean flag(String column) {
    return number(column) != 0;
  }

  private static <T> T present(@Nullable T value, String column) {
    if (value == null) {
      throw new IllegalStateException("column " + column + " is NULL");
    }
    return value;
  }

  private static <T> @Nullable T read(Getter<T> getter) {
    try {
      return getter.get();
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  private interface Getter<T> {
    @Nullable T get() throws SQLException;
  }
}
