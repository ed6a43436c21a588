// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * The registers of an answer, one after another: number (2), unit (1), length (1), sign and
 * exponent (1), value (length). An answer has them in the order of the request, without those that
 * the meter does not know.
 */
public final class RegisterEntries {
  private static final int BETWEEN = 3;

  private RegisterEntries() {}

  /**
   * Reads which registers an answer contains.
   *
   * @param data all registers of the answer, up to its end.
   * @return their numbers.
   * @throws MalformedException where a length reaches beyond the end.
   */
  public static List<Integer> numbers(ByteCursor data) throws MalformedException {
    List<Integer> numbers = new ArrayList<>();
    while (data.remaining() > 0) {
      numbers.add(data.u16());
      data.u8();
      int length = data.u8();
      data.skip(length + BETWEEN - 2);
    }
    return numbers;
  }
}
