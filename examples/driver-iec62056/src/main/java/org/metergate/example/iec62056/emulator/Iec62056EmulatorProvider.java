// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorInfo;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/** Provides the emulated meter {@code iec62056}. */
public final class Iec62056EmulatorProvider implements ByteEmulatorProvider {
  private static final EmulatorInfo INFO =
      new EmulatorInfo(
          "iec62056",
          "An electricity meter with an optical port",
          "iec62056",
          List.of(
              OptionSpec.choice(
                  "mode", "Whether it is polled (c) or sends by itself (d).", "c", "d"),
              OptionSpec.standard(
                  "address",
                  OptionSpec.Type.TEXT,
                  "",
                  "The address that it answers, besides the general one."),
              OptionSpec.standard(
                  "number", OptionSpec.Type.TEXT, "12345678", "The number on its plate."),
              OptionSpec.standard(
                  "error", OptionSpec.Type.TEXT, "00000000", "The error that it reports.")));

  /** Called by {@code ServiceLoader}. */
  public Iec62056EmulatorProvider() {}

  @Override
  public EmulatorInfo info() {
    return INFO;
  }

  @Override
  public EmulatedMeter create(Options options, TimeSource time) throws OptionException {
    Register register =
        new Register(
            options.text("number").orElseThrow(), options.text("error").orElseThrow(), time);
    return options.text("mode").orElseThrow().equals("d")
        ? new PushingMeter(register)
        : new AskedMeter(options.text("address").orElseThrow(), register);
  }

  @Override
  public Map<String, Secret> driverOptions(Options options) {
    Map<String, Secret> driver = new LinkedHashMap<>();
    driver.put("mode", new Secret(options.text("mode").orElseThrow()));
    options
        .text("address")
        .filter(address -> !address.isEmpty())
        .ifPresent(address -> driver.put("address", new Secret(address)));
    driver.put("interval", new Secret("10s"));
    return driver;
  }
}
