// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole configuration.
 *
 * @param file where it came from, as named by whoever started the program.
 * @param name of this gateway: letters, digits, {@code -} and {@code _}; the host's by default.
 * @param timeZone in which days begin; the system's by default.
 * @param meters at least one, in the order of the file.
 * @param outputs in the order of the file.
 * @param journal where readings are kept.
 * @param web the status page, where one is wanted.
 * @param warnings sentences about what works but should not stay so.
 * @param leds the lamps.
 */
public record GatewayConfig(
    Path file,
    String name,
    ZoneId timeZone,
    List<MeterConfig> meters,
    List<OutputConfig> outputs,
    JournalConfig journal,
    Optional<WebConfig> web,
    List<String> warnings,
    LedsConfig leds) {

  /**
   * A configuration without lamps.
   *
   * @param file where it came from.
   * @param name of this gateway.
   * @param timeZone in which days begin.
   * @param meters at least one.
   * @param outputs in the order of the file.
   * @param journal where readings are kept.
   * @param web the status page, where one is wanted.
   * @param warnings about what works but should not stay so.
   */
  public GatewayConfig(
      Path file,
      String name,
      ZoneId timeZone,
      List<MeterConfig> meters,
      List<OutputConfig> outputs,
      JournalConfig journal,
      Optional<WebConfig> web,
      List<String> warnings) {
    this(file, name, timeZone, meters, outputs, journal, web, warnings, LedsConfig.NONE);
  }

  /** Copies the lists. */
  public GatewayConfig {
    meters = List.copyOf(meters);
    outputs = List.copyOf(outputs);
    warnings = List.copyOf(warnings);
  }

  /**
   * Takes over what may change while the gateway runs: its meters and outputs. Name, time zone,
   * journal and page stay as they were, since everything hangs on them.
   *
   * @param newer the file as it is now.
   * @return what can be run now.
   */
  public GatewayConfig with(GatewayConfig newer) {
    return new GatewayConfig(
        newer.file,
        name,
        timeZone,
        newer.meters,
        newer.outputs,
        journal,
        web,
        newer.warnings,
        leds);
  }

  /**
   * Names what was changed in the file but takes a new start of the program.
   *
   * @param newer the file as it is now.
   * @return keys of the file; mostly none.
   */
  public List<String> waitingForRestart(GatewayConfig newer) {
    List<String> keys = new ArrayList<>();
    if (!name.equals(newer.name)) {
      keys.add("gateway.name");
    }
    if (!timeZone.equals(newer.timeZone)) {
      keys.add("gateway.time-zone");
    }
    if (!journal.equals(newer.journal)) {
      keys.add("journal");
    }
    if (!web.equals(newer.web)) {
      keys.add("web");
    }
    if (!leds.lines().equals(newer.leds.lines())) {
      keys.add("leds");
    }
    return keys;
  }

  /**
   * Reads a configuration, and the files with keys that it names.
   *
   * @param file YAML 1.2, UTF-8, up to 1 MiB.
   * @return the configuration.
   * @throws ConfigException with everything that is wrong with it.
   */
  public static GatewayConfig load(Path file) throws ConfigException {
    return GatewayReader.read(file, System::getenv);
  }
}
