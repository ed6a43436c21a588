// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.metergate.core.plugin.Plugins;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** What an emulated OMNIPOWER sends, generated at once, and the arguments that decode it. */
final class Telegrams {
  private final List<byte[]> telegrams = new ArrayList<>();
  private final List<String> driverArgs = new ArrayList<>(List.of("--driver", "omnipower-dlms"));

  /** Runs a meter with these options on a clock of its own. */
  Telegrams(int count, Map<String, String> values) throws OptionException, InterruptedException {
    ByteEmulatorProvider emulator =
        (ByteEmulatorProvider)
            Plugins.load(Telegrams.class.getClassLoader()).emulator("omnipower").orElseThrow();
    Options options = Options.of(emulator.info().options(), values);
    VirtualTime time = new VirtualTime(Instant.parse("2026-01-15T12:00:01Z"));
    EmulatedMeter meter = emulator.create(options, time);
    while (telegrams.size() < count) {
      meter.poll(time.nanos()).forEach(burst -> telegrams.add(burst.bytes()));
      time.pause(Duration.ofSeconds(1));
    }
    emulator
        .driverOptions(options)
        .forEach((name, value) -> driverArgs.addAll(option(name, value.reveal())));
    driverArgs.addAll(option("energy-scale", "10"));
  }

  static Telegrams encrypted(int count) throws OptionException, InterruptedException {
    return new Telegrams(count, Map.of());
  }

  static Telegrams plain(int count) throws OptionException, InterruptedException {
    return new Telegrams(count, Map.of("encrypted", "false", "list", "nve"));
  }

  private static List<String> option(String name, String value) {
    return List.of("--option", name + "=" + value);
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    telegrams.forEach(all::writeBytes);
    return all.toByteArray();
  }

  List<byte[]> each() {
    return telegrams;
  }

  String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  /** Returns the arguments of {@code decode} with the right driver and keys, then these. */
  List<String> decode(Object... more) {
    List<String> args = new ArrayList<>(List.of("decode"));
    args.addAll(driverArgs);
    for (Object word : more) {
      args.add(word.toString());
    }
    return args;
  }
}
