// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.link.LinkUri;

/**
 * The configuration that reads recognised meters, to paste. What only the user knows is a line with
 * where it comes from; keys are in files that 'metergate keys' writes. Pure functions.
 */
public final class ConfigurationText {
  private static final Map<String, String> KEY_FILES =
      Map.of("encryption-key", "keys/gpk60", "authentication-key", "keys/gpk61");

  /** Within what a meter's name may contain. */
  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_]{1,40}");

  private final Map<String, List<String>> meters = new LinkedHashMap<>();

  /** Starts without a meter. */
  public ConfigurationText() {}

  /**
   * Adds a meter under a name of its own.
   *
   * @param link where it was recognised.
   * @param meter recognised there.
   * @return this text.
   */
  public ConfigurationText add(LinkUri link, Recognised meter) {
    return add(name(first(meter)), link, meter);
  }

  /**
   * Adds one of many meters of a link, under a name that tells which it is.
   *
   * @param link where it was recognised.
   * @param meter recognised there; its number becomes a part of the name, if it can be one.
   * @return this text.
   */
  public ConfigurationText addNumbered(LinkUri link, Recognised meter) {
    String number = meter.match().identifier();
    boolean usable = NUMBER.matcher(number).matches();
    String own = name(first(meter) + (usable ? "-" + number : ""));
    add(own, link, meter);
    if (meter.match().certainty() != Certainty.CERTAIN) {
      meters.get(own).add(0, "    # not certain: what answers here could not be read");
    }
    return this;
  }

  private ConfigurationText add(String own, LinkUri link, Recognised meter) {
    List<String> lines = new ArrayList<>();
    lines.add("    driver: " + meter.driver());
    lines.add("    link: " + quoted(link(link, meter).toString()));
    Map<String, String> options = meter.match().options();
    if (!options.isEmpty() || !meter.match().missing().isEmpty()) {
      lines.add("    options:");
      options.forEach((name, value) -> lines.add("      " + name + ": " + quoted(value)));
      for (String name : meter.match().missing()) {
        lines.add("      " + name + ": " + missing(name));
      }
    }
    meters.put(own, lines);
    return this;
  }

  /**
   * Adds a contact that gives pulses.
   *
   * @param link its line.
   * @return this text.
   */
  public ConfigurationText addPulses(LinkUri link) {
    meters.put(
        name("pulse"),
        List.of(
            "    driver: pulse-gpio",
            "    link: " + quoted(link.toString()),
            "    options:",
            "      quantity: energy_import # or water_volume, heat_energy, gas_volume",
            "      unit: kWh # or m3, MWh",
            "      pulses-per-unit: 1000 # stands on the meter, like 1000 imp/kWh"));
    return this;
  }

  private static LinkUri link(LinkUri link, Recognised meter) {
    Map<String, String> parameters = new LinkedHashMap<>(link.parameters());
    if (meter.namesSpeed()) {
      parameters.put("baud", Integer.toString(meter.settings().baud()));
    }
    return new LinkUri(link.scheme(), link.target(), parameters);
  }

  private static String missing(String name) {
    String file = KEY_FILES.get(name);
    return file == null
        ? "!file keys/" + name + " # write it into this file"
        : "!file " + file + " # 'metergate keys' writes this file";
  }

  private static String first(Recognised meter) {
    return meter.driver().split("-")[0];
  }

  private String name(String first) {
    String name = first;
    for (int number = 2; meters.containsKey(name); number++) {
      name = first + "-" + number;
    }
    return name;
  }

  /** A dropped-in driver may name anything: the text stays one line, and one scalar. */
  private static String quoted(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "");
    return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Returns whether there is nothing to configure.
   *
   * @return true without a meter.
   */
  public boolean isEmpty() {
    return meters.isEmpty();
  }

  /**
   * Returns the lines of the file.
   *
   * @return YAML; empty without a meter.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!meters.isEmpty()) {
      lines.add("meters:");
    }
    meters.forEach(
        (name, own) -> {
          lines.add("  " + name + ":");
          lines.addAll(own);
        });
    return lines;
  }
}
