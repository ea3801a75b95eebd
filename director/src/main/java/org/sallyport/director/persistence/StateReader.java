package org.sallyport.director.persistence;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a state file as far as it can be read: damaged bytes are passed over until the next record
 * whose checksum holds, so that a torn tail or a bad sector costs no more than it covers.
 */
final class StateReader {
  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** Far more than any record has. */
  private static final int LONGEST = 1 << 20;

  private final MemorySegment file;
  private final List<StateRecord> records = new ArrayList<>();
  private long damaged;

  private StateReader(MemorySegment file) {
    this.file = file;
  }

  /**
   * What was found.
   *
   * @param recognised false for a file that is not one of ours at all
   * @param damaged bytes that were passed over
   */
  record Found(List<StateRecord> records, boolean recognised, long damaged) {}

  static Found read(FileChannel channel) throws IOException {
    if (channel.size() == 0) {
      return new Found(List.of(), true, 0);
    }
    try (var arena = Arena.ofConfined()) {
      var reader = new StateReader(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
      return reader.recognised() ? reader.all() : new Found(List.of(), false, channel.size());
    }
  }

  private boolean recognised() {
    var header = MemorySegment.ofArray(StateFile.HEADER);
    return file.byteSize() >= header.byteSize()
        && file.asSlice(0, header.byteSize()).mismatch(header) < 0;
  }

  private Found all() {
    long at = StateFile.HEADER.length;
    while (at < file.byteSize()) {
      var state = at(at);
      if (state == null) {
        damaged++;
        at++;
      } else {
        records.add(state);
        at += StateFile.FRAME + file.get(LENGTH, at);
      }
    }
    return new Found(records, true, damaged);
  }

  private @Nullable StateRecord at(long at) {
    long room = file.byteSize() - at - StateFile.FRAME;
    if (room < 1) {
      return null;
    }
    int length = file.get(LENGTH, at);
    if (length < 1 || length > Math.min(LONGEST, room)) {
      return null;
    }
    var payload = file.asSlice(at + Integer.BYTES, length);
    return StateFile.checksum(payload.asByteBuffer())
            == file.get(LENGTH, at + Integer.BYTES + length)
        ? StateCodec.decode(payload.toArray(ValueLayout.JAVA_BYTE))
        : null;
  }
}
