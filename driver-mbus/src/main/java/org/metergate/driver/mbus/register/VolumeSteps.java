// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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

  private final List<DataRecord> volumes = new ArrayList<>(4);

  /** Takes a record of the answer. */
  void add(DataRecord record) {
    if (isVolume(record)) {
      volumes.add(record);
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

  /**
   * Returns the power of ten of one step of E8 and E9 of a storage, in m3·degC.
   *
   * @return empty for a storage without a volume, or with two that have different steps.
   */
  OptionalInt of(long storage) {
    DataRecord found = null;
    for (DataRecord volume : volumes) {
      if (volume.storage() == storage) {
        if (found != null && found.vif().exponent() != volume.vif().exponent()) {
          return OptionalInt.empty();
        }
        found = volume;
      }
    }
    return found == null ? OptionalInt.empty() : OptionalInt.of(found.vif().exponent() + HUNDRED);
  }
}
