// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.metergate.spi.codec.Crc16;

/**
 * Creates the telegrams that a three-phase DSMR 5 meter sends each second: 778 bytes with 33
 * records, of which clock, counter, powers, voltages and currents change as in a real house.
 * Seeded, so that runs are comparable.
 */
final class Telegrams {
  static final int LENGTH = 778;

  private final Random random = new Random(62);
  private int energy = 3_432_829;

  /** Creates telegrams. */
  static byte[][] make(int count) {
    Telegrams meter = new Telegrams();
    byte[][] telegrams = new byte[count][];
    for (int i = 0; i < count; i++) {
      telegrams[i] = meter.telegram(i);
    }
    return telegrams;
  }

  private byte[] telegram(int second) {
    int[] power = {40 + random.nextInt(20), 10 + random.nextInt(5), 370 + random.nextInt(30)};
    energy += random.nextInt(3) == 0 ? 1 : 0;
    String text =
        String.format(
            Locale.ROOT,
            """
            /ISK5\\2M550T-1012

            1-3:0.2.8(50)
            0-0:1.0.0(1903241%d%02d%02dW)
            0-0:96.1.1(4530303434303037313331363530363138)
            1-0:1.8.1(%06d.%03d*kWh)
            1-0:1.8.2(003224.632*kWh)
            1-0:2.8.1(000000.000*kWh)
            1-0:2.8.2(000000.000*kWh)
            0-0:96.14.0(0001)
            1-0:1.7.0(00.%03d*kW)
            1-0:2.7.0(00.000*kW)
            0-0:96.7.21(00005)
            0-0:96.7.9(00003)
            1-0:99.97.0(1)(0-0:96.7.19)(180417201458S)(0000000236*s)
            1-0:32.32.0(00001)
            1-0:52.32.0(00001)
            1-0:72.32.0(00001)
            1-0:32.36.0(00001)
            1-0:52.36.0(00001)
            1-0:72.36.0(00001)
            0-0:96.13.0()
            1-0:32.7.0(23%d.%d*V)
            1-0:52.7.0(23%d.%d*V)
            1-0:72.7.0(23%d.%d*V)
            1-0:31.7.0(000*A)
            1-0:51.7.0(000*A)
            1-0:71.7.0(00%d*A)
            1-0:21.7.0(00.%03d*kW)
            1-0:41.7.0(00.%03d*kW)
            1-0:61.7.0(00.%03d*kW)
            1-0:22.7.0(00.000*kW)
            1-0:42.7.0(00.000*kW)
            1-0:62.7.0(00.000*kW)
            !""",
            second / 3600 % 10,
            second / 60 % 60,
            second % 60,
            energy / 1000,
            energy % 1000,
            power[0] + power[1] + power[2],
            random.nextInt(10),
            random.nextInt(10),
            random.nextInt(10),
            random.nextInt(10),
            random.nextInt(10),
            random.nextInt(10),
            1 + random.nextInt(2),
            power[0],
            power[1],
            power[2]);
    byte[] checked = text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    String end = String.format("%04X\r\n", Crc16.ARC.of(checked));
    byte[] whole =
        (new String(checked, StandardCharsets.US_ASCII) + end).getBytes(StandardCharsets.US_ASCII);
    if (whole.length != LENGTH) {
      throw new AssertionError("the telegram has 778 bytes, not " + whole.length);
    }
    return whole;
  }
}
