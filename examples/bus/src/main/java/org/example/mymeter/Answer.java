// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;

/** What a meter answers: {@code !5;000913.250;1250;} and the checksum of these characters. */
record Answer(String address, BigDecimal energy, BigDecimal power) {
  private static final Pattern FORM =
      Pattern.compile("(!(\\d{1,3});(\\d{6}\\.\\d{3});(\\d{1,5});)([0-9A-F]{4})");

  /** Returns the answer in a line, or empty if the line has another form or a wrong checksum. */
  static Optional<Answer> of(String line) {
    Matcher form = FORM.matcher(line);
    if (!form.matches()
        || Crc16.X25.of(form.group(1).getBytes(US_ASCII)) != Integer.parseInt(form.group(5), 16)) {
      return Optional.empty();
    }
    return Optional.of(
        new Answer(form.group(2), new BigDecimal(form.group(3)), new BigDecimal(form.group(4))));
  }

  /** Returns the values, each with exactly the digits of the meter. */
  List<Measurement> measurements() {
    return List.of(
        Measurement.decimal(Quantities.ENERGY_IMPORT, energy, Unit.KWH, "energy"),
        Measurement.decimal(Quantities.POWER_IMPORT, power, Unit.W, "power"));
  }
}
