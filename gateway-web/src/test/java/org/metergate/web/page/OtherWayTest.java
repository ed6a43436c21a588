// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Unit;

/** What never flows in a house takes no room on its card; what did not flow today does. */
class OtherWayTest {
  private static boolean isUnused(String quantity, String used, String before) {
    Quantity counter = new Quantity(quantity, Quantity.Kind.COUNTER, Dimension.ENERGY, "A counter");
    return new Today(counter, Unit.KWH, number(used), number(before), false).isUnused();
  }

  private static Optional<BigDecimal> number(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
  }

  @Test
  void onlyAnotherWayInWhichNothingFlowedYesterdayAndTodayIsUnused() {
    for (String[] row :
        new String[][] {
          {"energy_export", "0.000", "0", "true"},
          {"energy_export_t2", "0", "", "true"},
          {"cooling_energy", "0", "0", "true"},
          {"energy_export", "0", "1.5", "false"},
          {"cooling_energy", "2", "0", "false"},
          {"energy_export", "", "0", "true"},
          {"energy_export", "", "", "true"},
          {"energy_export", "", "3", "false"},
          {"energy_import", "", "", "false"},
          {"energy_import", "0", "0", "false"},
          {"gas_volume", "0", "0", "false"}
        }) {
      assertEquals(row[3], "" + isUnused(row[0], row[1], row[2]), String.join(" ", row));
    }
  }
}
