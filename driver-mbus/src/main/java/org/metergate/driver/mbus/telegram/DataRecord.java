// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.util.Arrays;
import java.util.List;

/**
 * One record of a telegram.
 *
 * @param key the bytes of its data information and its value information as on the wire, in
 *     upper-case hexadecimal with a dash between: {@code 04-863C}. Together with the number among
 *     equal ones it is the identity of a register: much is told apart by its last byte alone.
 * @param function of which kind the value is.
 * @param storage number of the storage, 0 for the present.
 * @param tariff 0 for all.
 * @param subunit of the device, 0 for its first.
 * @param vif what is measured.
 * @param vifes what changes its meaning, in order.
 * @param raw the data as on the wire; not copied.
 * @param content the data decoded.
 */
public record DataRecord(
    String key,
    Function function,
    long storage,
    long tariff,
    long subunit,
    Vif vif,
    List<Vife> vifes,
    byte[] raw,
    Content content) {
  @Override
  public boolean equals(Object other) {
    return other instanceof DataRecord same
        && key.equals(same.key)
        && function == same.function
        && storage == same.storage
        && tariff == same.tariff
        && subunit == same.subunit
        && vif.equals(same.vif)
        && vifes.equals(same.vifes)
        && Arrays.equals(raw, same.raw)
        && content.equals(same.content);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Arrays.hashCode(raw);
  }
}
