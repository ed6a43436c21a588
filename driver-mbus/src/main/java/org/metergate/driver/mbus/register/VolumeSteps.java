// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.Function;
import org.metergate.driver.mbus.telegram.Subject;

/**
 * The step of the sums E8 and E9 of a Kamstrup meter, of volume times temperature: their VIF has
 * none. It is a hundred times that of the volume V1 in the same answer, found on six meters by
 * their energy, E1 = 1.14 to 1.18 kWh/(m3·K) × (E8 - E9).
 */
final class VolumeSteps {
  private static final int HUNDRED = 2;

  /** Stands for a storage in which two volumes have different steps. */
  private static final int UNSURE = Integer.MIN_VALUE;

  private final Map<Long, Integer> exponents = new HashMap<>();

  VolumeSteps(List<Answer.Telegram> telegrams) {
    for (Answer.Telegram telegram : telegrams) {
      for (DataRecord record : telegram.records()) {
        if (isVolume(record)) {
          exponents.merge(
              record.storage(),
              record.vif().exponent(),
              (one, other) -> one.equals(other) ? one : UNSURE);
        }
      }
    }
  }

  private static boolean isVolume(DataRecord record) {
    return record.vif().subject() == Subject.VOLUME
        && record.vif().unit().equals("m3")
        && record.function() == Function.INSTANTANEOUS
        && record.tariff() == 0
        && record.subunit() == 0
        && record.vifes().isEmpty();
  }

  /** Returns the power of ten of one step of E8 and E9 of a storage, in m3·degC. */
  OptionalInt of(long storage) {
    int exponent = exponents.getOrDefault(storage, UNSURE);
    return exponent == UNSURE ? OptionalInt.empty() : OptionalInt.of(exponent + HUNDRED);
  }
}
