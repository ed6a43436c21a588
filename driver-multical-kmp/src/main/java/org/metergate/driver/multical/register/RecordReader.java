// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.util.ArrayList;
import java.util.List;
import org.metergate.driver.multical.register.RegisterDecoder.Head;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;

/**
 * Reads the records of one answer: the first also contains the heads of the values of all records.
 */
final class RecordReader {
  private final int registers;
  private final RegisterTable table;
  private final List<Head> heads = new ArrayList<>();

  /** Reads records of so many registers, one or more. */
  RecordReader(int registers, RegisterTable table) {
    this.registers = registers;
    this.table = table;
  }

  /** Returns how many bytes the values of a record have that is not the first. */
  int length() {
    return heads.stream().mapToInt(Head::length).sum();
  }

  /** Reads the next record's values. */
  LoggerPage.Entry read(long number, ByteCursor data) throws MalformedException {
    boolean isFirst = heads.isEmpty();
    List<Measurement> measurements = new ArrayList<>();
    StringBuilder raw = new StringBuilder();
    for (int i = 0; i < registers; i++) {
      if (isFirst) {
        heads.add(newHead(data));
      }
      byte[] value = data.take(heads.get(i).length());
      raw.append(raw.isEmpty() ? "" : " ").append(Hex.of(value));
      RegisterDecoder.value(heads.get(i), new ByteCursor(value)).ifPresent(measurements::add);
    }
    return new LoggerPage.Entry(number, raw.toString(), measurements);
  }

  private Head newHead(ByteCursor data) throws MalformedException {
    Head head = Head.read(data, table);
    if (heads.stream().anyMatch(before -> before.register().equals(head.register()))) {
      throw new MalformedException("register " + head.register().text() + " occurs twice");
    }
    return head;
  }
}
