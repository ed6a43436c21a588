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
 * @param file the file, as named by the user who started the program.
 * @param name name of this gateway: letters, digits, {@code -} and {@code _}; by default the host
 *     name.
 * @param timeZone time zone in which days begin; by default that of the system.
 * @param meters in the order of the file; none before the first one is configured.
 * @param outputs the outputs, in the order of the file.
 * @param journal where readings are kept.
 * @param web the status page, if there is one.
 * @param warnings sentences about what works but should be changed.
 * @param leds the LEDs.
 * @param source what is known of the text of the file.
 * @param alarms who is notified of faults, in the order of the file.
 * @param backup the copies that the gateway makes every night, if it makes any.
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
    LedsConfig leds,
    ConfigSource source,
    List<AlarmConfig> alarms,
    Optional<BackupConfig> backup) {

  /**
   * Creates a configuration that is in no file.
   *
   * @param file the file.
   * @param name name of this gateway.
   * @param timeZone time zone in which days begin.
   * @param meters in their order; may be empty.
   * @param outputs the outputs, in the order of the file.
   * @param journal where readings are kept.
   * @param web the status page, if there is one.
   * @param warnings sentences about what works but should be changed.
   * @param leds the LEDs.
   */
  public GatewayConfig(
      Path file,
      String name,
      ZoneId timeZone,
      List<MeterConfig> meters,
      List<OutputConfig> outputs,
      JournalConfig journal,
      Optional<WebConfig> web,
      List<String> warnings,
      LedsConfig leds) {
    this(
        file,
        name,
        timeZone,
        meters,
        outputs,
        journal,
        web,
        warnings,
        leds,
        new ConfigSource(),
        List.of(),
        Optional.empty());
  }

  /**
   * Creates a configuration without LEDs.
   *
   * @param file the file.
   * @param name name of this gateway.
   * @param timeZone time zone in which days begin.
   * @param meters in their order; may be empty.
   * @param outputs the outputs, in the order of the file.
   * @param journal where readings are kept.
   * @param web the status page, if there is one.
   * @param warnings sentences about what works but should be changed.
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
    alarms = List.copyOf(alarms);
  }

  /**
   * Returns this configuration with the parts of a newer one that may change while the gateway
   * runs: the meters, outputs and alarms. Name, time zone, journal and page stay as they are, since
   * everything depends on them.
   *
   * @param newer the current content of the file.
   * @return the configuration that can be run now.
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
        leds,
        newer.source,
        newer.alarms,
        backup);
  }

  /**
   * Returns what was changed in the file but takes effect only after a restart of the program.
   *
   * @param newer the current content of the file.
   * @return keys of the file; usually none.
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
    if (!web.map(WebConfig::fixed).equals(newer.web.map(WebConfig::fixed))) {
      keys.add("web");
    }
    if (!backup.equals(newer.backup)) {
      keys.add("backup");
    }
    if (!leds.lines().equals(newer.leds.lines())) {
      keys.add("leds");
    }
    return keys;
  }

  /**
   * Returns whether the journal is where it is without being named in the file.
   *
   * @return whether its folder, and those above it, are created where they are missing.
   */
  public boolean hasStandardJournal() {
    return !source.places().containsKey("journal.path");
  }

  /**
   * Returns the location of a key of the gateway's own sections.
   *
   * @param key for example {@code web.listen}.
   * @return its location; that of the whole file if the key is not in it.
   */
  public Location at(String key) {
    return source.places().getOrDefault(key, new Location(file, 0, key));
  }

  /**
   * Reads a configuration, and the files with keys that it names.
   *
   * @param file YAML 1.2, UTF-8, up to 1 MiB.
   * @return the configuration.
   * @throws ConfigException with all errors in it.
   */
  public static GatewayConfig load(Path file) throws ConfigException {
    return GatewayReader.read(file, System::getenv);
  }
}
