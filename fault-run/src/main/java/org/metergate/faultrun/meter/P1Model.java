// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.meter;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** An emulated DSMR 5 meter that sends all the time; its telegrams are plain text. */
final class P1Model implements MeterModel {
  private static final P1Provider PROVIDER = new P1Provider();
  private static final Pattern STAMP = Pattern.compile("0-0:1\\.0\\.0\\((\\d{12})[SW]\\)");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss");

  private static final Map<String, Pattern> REGISTERS =
      Map.of(
          "power_import", Pattern.compile("1-0:1\\.7\\.0\\(([0-9.]+)\\*kW\\)"),
          "voltage_l1", Pattern.compile("1-0:32\\.7\\.0\\(([0-9.]+)\\*V\\)"),
          "energy_import_t1", Pattern.compile("1-0:1\\.8\\.1\\(([0-9.]+)\\*kWh\\)"),
          "energy_import_t2", Pattern.compile("1-0:1\\.8\\.2\\(([0-9.]+)\\*kWh\\)"));

  private final EmulatedMeter meter;
  private Map<String, BigDecimal> last = Map.of();

  /**
   * Switches the meter on.
   *
   * @param seed of its household.
   * @param start its wall clock.
   */
  P1Model(long seed, Instant start) {
    Map<String, String> options =
        Map.of("seed", Long.toString(seed), "model", "dsmr5", "request", "tied");
    try {
      meter =
          PROVIDER.create(Options.of(PROVIDER.info().options(), options), new VirtualTime(start));
    } catch (OptionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String driver() {
    return PROVIDER.info().driver();
  }

  @Override
  public Map<String, String> driverOptions() {
    return Map.of();
  }

  @Override
  public Made next() {
    while (true) { // until something has moved, so that no two telegrams are alike
      byte[] bytes = meter.poll(meter.nextNanos()).get(0).bytes();
      String text = new String(bytes, StandardCharsets.US_ASCII);
      Map<String, BigDecimal> values = new HashMap<>();
      REGISTERS.forEach((name, form) -> values.put(name, new BigDecimal(first(form, text))));
      if (!values.equals(last)) {
        last = values;
        return new Made(bytes, LocalDateTime.parse(first(STAMP, text), TIME), values);
      }
    }
  }

  private static String first(Pattern form, String text) {
    Matcher found = form.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("the emulated telegram has no " + form);
    }
    return found.group(1);
  }

  @Override
  public boolean authenticated() {
    return false;
  }

  @Override
  public byte[] forged(Made telegram) {
    throw new UnsupportedOperationException("plain telegrams have no tag");
  }

  @Override
  public void reset() {
    throw new UnsupportedOperationException("this meter is not reset");
  }
}
