// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.request;

import java.util.HashSet;
import java.util.List;
import org.metergate.driver.multical.register.RegisterEntries;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * Requests registers, CID 10h: count (1 byte), numbers (2 bytes each). A meter answers with those
 * that it knows.
 *
 * @param registers one to eight different numbers, 0 to 65535 each.
 */
public record GetRegisters(List<Integer> registers) implements KmpRequest {
  /** The command. */
  public static final int COMMAND = 0x10;

  /** Maximum number of registers in one request (KMP protocol description, GetRegister). */
  public static final int MAX = 8;

  /** Checks the count and the numbers. */
  public GetRegisters {
    registers = List.copyOf(registers);
    if (registers.isEmpty()
        || registers.size() > MAX
        || new HashSet<>(registers).size() < registers.size()
        || registers.stream().anyMatch(number -> number < 0 || number > 0xFFFF)) {
      throw new IllegalArgumentException("one to eight different registers, not " + registers);
    }
  }

  @Override
  public int command() {
    return COMMAND;
  }

  @Override
  public byte[] data() {
    byte[] data = new byte[1 + 2 * registers.size()];
    data[0] = (byte) registers.size();
    for (int i = 0; i < registers.size(); i++) {
      data[1 + 2 * i] = (byte) (registers.get(i) >> 8);
      data[2 + 2 * i] = (byte) (int) registers.get(i);
    }
    return data;
  }

  @Override
  public boolean isAnsweredBy(byte[] data) {
    try {
      return registers.containsAll(RegisterEntries.numbers(new ByteCursor(data)));
    } catch (MalformedException e) {
      return true; // malformed content is reported by the dialogue's caller
    }
  }
}
