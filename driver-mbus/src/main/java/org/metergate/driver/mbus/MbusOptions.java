// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionSpec;

/** The options of one meter. */
record MbusOptions(String name) {
  static final int USUAL_BAUD = 2400;

  static final List<OptionSpec> SPECS = List.of();

  static List<MbusOptions> of(List<MeterOptions> meters) {
    List<MbusOptions> all = new ArrayList<>();
    meters.forEach(meter -> all.add(new MbusOptions(meter.name())));
    return all;
  }
}
