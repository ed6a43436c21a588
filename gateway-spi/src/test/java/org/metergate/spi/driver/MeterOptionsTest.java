// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

class MeterOptionsTest {
  private final MeterOptions house;

  MeterOptionsTest() throws OptionException {
    house = new MeterOptions("house", Options.of(List.of(), Map.of()));
  }

  @Test
  void takesTheOnlyMeterOfALink() {
    assertSame(house, MeterOptions.only(List.of(house)));
  }

  @Test
  void refusesALinkWithoutAMeterOrWithTwo() {
    for (List<MeterOptions> meters : List.of(List.<MeterOptions>of(), List.of(house, house))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> MeterOptions.only(meters));
      assertEquals("one meter owns the link, not " + meters.size(), e.getMessage());
    }
  }
}
