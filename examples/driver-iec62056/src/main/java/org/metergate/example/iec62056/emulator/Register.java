// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.emulator;

import java.util.Locale;
import org.metergate.spi.time.TimeSource;

/** The counter of the emulated meter: 1.25 kW from the moment at which it was switched on. */
final class Register {
  private static final long WATTS = 1250;
  private static final long FIRST_WH = 913_000;
  private static final double NANOS_PER_HOUR = 3.6e12;

  private final String number;
  private final String error;
  private final long begin;

  Register(String number, String error, TimeSource time) {
    this.number = number;
    this.error = error;
    this.begin = time.nanos();
  }

  /** Returns when it was switched on. */
  long begin() {
    return begin;
  }

  /** Returns the readout with the digits of its display. */
  String readout(long nanos) {
    long wh = FIRST_WH + (long) ((nanos - begin) / NANOS_PER_HOUR * WATTS);
    return String.format(
        Locale.ROOT,
        "F.F(%s)\r\n0.0.0(%s)\r\n1.8.0(%06d.%03d*kWh)\r\n2.8.0(000000.000*kWh)\r\n"
            + "1.7.0(%02d.%03d*kW)\r\n32.7.0(231.4*V)\r\n31.7.0(005.40*A)\r\n"
            + "1.6.0(03.210*kW)(26-11-03 07:45)\r\nC.1.0(EXAMPLE)\r\n!\r\n",
        error,
        number,
        wh / 1000,
        wh % 1000,
        WATTS / 1000,
        WATTS % 1000);
  }
}
