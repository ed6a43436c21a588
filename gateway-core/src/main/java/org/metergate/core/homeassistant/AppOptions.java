// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.option.NearestName;

/**
 * What the options of the app mean in the configuration. What is wrong with a value itself is found
 * by the checks of the configuration, which know the option from which it comes; here is only what
 * the options alone can be wrong about.
 */
final class AppOptions {
  /** The name of the output to the broker; it never changes, since its cursor has it. */
  static final String OUTPUT = "home-assistant";

  /** The port of ingress, as in {@code config.yaml}. */
  static final int PORT = 8099;

  /** From where the supervisor passes requests (developers.home-assistant.io, 2026-08). */
  static final String SUPERVISOR = "172.30.32.2";

  /** Options of a meter that are options of its driver, by the same names. */
  static final List<String> OF_DRIVERS =
      List.of(
          "encryption-key",
          "authentication-key",
          "energy-scale",
          "model",
          "supply",
          "mode",
          "interval",
          "address",
          "customer-number",
          "quantity",
          "pulses-per-unit",
          "unit",
          "start",
          "contact");

  private static final Set<String> SECRET =
      Set.of("encryption-key", "authentication-key", "password");
  static final Set<String> OF_METERS =
      joined(List.of("name", "label", "role", "driver", "device", "link"), OF_DRIVERS);
  static final Set<String> OF_BROKER =
      Set.of("broker", "url", "username", "password", "base-topic", "units");
  static final Set<String> ALL =
      Set.of("name", "time-zone", "meters", "mqtt", "page-changes", "advanced");

  /** Paths of the configuration that the app sets itself. */
  private static final Set<String> RESERVED =
      Set.of("journal.path", "web.listen", "web.tls", "web.ingress", "web.local", "web.proxies");

  private final Path data;
  private final Path folder;
  private final List<String> mistakes = new ArrayList<>();
  private final Entry.Branch root = new Entry.Branch("");

  private AppOptions(Path data, Path folder) {
    this.data = data;
    this.folder = folder;
  }

  /**
   * Makes the configuration.
   *
   * @param options as the supervisor wrote them.
   * @param data the folder of the app's data.
   * @param folder that users can reach, from which names of files are counted.
   * @param broker that of Home Assistant, if it is known.
   * @throws AppException with all mistakes.
   */
  static Entry.Branch configuration(
      Map<String, Object> options, Path data, Path folder, Optional<Broker> broker)
      throws AppException {
    AppOptions made = new AppOptions(data, folder);
    made.read(options, broker);
    if (!made.mistakes.isEmpty()) {
      throw new AppException(made.mistakes);
    }
    return made.root;
  }

  /** Returns whether the broker is that of Home Assistant, as it is without an option. */
  static boolean wantsBroker(Map<String, Object> options) {
    return options.get("mqtt") instanceof Map<?, ?> mqtt
        ? mqtt.get("broker") == null || OUTPUT.equals(mqtt.get("broker"))
        : true;
  }

  private static Set<String> joined(List<String> some, List<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }

  private void read(Map<String, Object> options, Optional<Broker> broker) {
    refuseUnknown(options, ALL, "");
    gateway(options);
    meters(options.get("meters"));
    mqtt(options.get("mqtt"), broker);
    Entry.Branch journal = branch(root, "journal", "");
    journal.entries().put("path", new Entry.Text(data.resolve("journal.db").toString(), "the app"));
    page(options);
    advanced(options.get("advanced"));
  }

  private void gateway(Map<String, Object> options) {
    Entry.Branch gateway = branch(root, "gateway", "name");
    put(gateway, "name", options, "name", "");
    put(gateway, "time-zone", options, "time-zone", "");
  }

  private void meters(Object value) {
    Entry.Branch meters = branch(root, "meters", "meters");
    if (value == null) {
      return;
    }
    if (!(value instanceof List<?> list)) {
      mistake("meters", "This must be a list of meters.");
      return;
    }
    int number = 0;
    for (Object one : list) {
      number++;
      if (one instanceof Map<?, ?> meter) {
        meter(meters, meter, number);
      } else {
        mistake("meters " + number, "A meter has a name, a driver and a device or a link.");
      }
    }
  }

  private void meter(Entry.Branch meters, Map<?, ?> meter, int number) {
    String name = text(meter, "name").orElse("");
    String place = "meters " + number + (name.isEmpty() ? "" : " (" + shown(name) + ")");
    refuseUnknown(meter, OF_METERS, place);
    if (name.isEmpty()) {
      mistake(place, "This meter has no name.");
      return;
    }
    if (meters.entries().containsKey(name)) {
      mistake(place + ", name", "Another meter has this name already.");
      return;
    }
    Entry.Branch made = new Entry.Branch(place);
    meters.entries().put(name, made);
    for (String key : List.of("label", "role", "driver")) {
      put(made, key, meter, key, place);
    }
    link(made, meter, place);
    Entry.Branch options = new Entry.Branch(place);
    for (String key : OF_DRIVERS) {
      put(options, key, meter, key, place);
    }
    if (!options.entries().isEmpty()) {
      made.entries().put("options", options);
    }
  }

  /** A meter is behind a device that was chosen from the list, or a link that was written. */
  private void link(Entry.Branch made, Map<?, ?> meter, String place) {
    Optional<String> device = text(meter, "device");
    Optional<String> link = text(meter, "link");
    if (device.isPresent() == link.isPresent()) {
      mistake(
          place,
          device.isPresent()
              ? "Choose a device or write a link, not both: a link such as"
                  + " 'serial:/dev/serial/by-id/…?baud=9600' names the device itself."
              : "Choose the device to which the meter is connected, or write a link such as"
                  + " tcp:192.168.1.20:2000 or gpio:22?pull=up.");
    } else if (device.isPresent()) {
      made.entries().put("link", new Entry.Text("serial:" + device.get(), place + ", device"));
    } else {
      made.entries().put("link", new Entry.Text(link.get(), place + ", link"));
    }
  }

  private void mqtt(Object value, Optional<Broker> broker) {
    Map<?, ?> mqtt = value instanceof Map<?, ?> map ? map : Map.of();
    if (value != null && !(value instanceof Map<?, ?>)) {
      mistake("mqtt", "This must be a set of options.");
    }
    refuseUnknown(mqtt, OF_BROKER, "mqtt");
    String choice = text(mqtt, "broker").orElse(OUTPUT);
    Entry.Branch output = new Entry.Branch("mqtt");
    output.entries().put("type", new Entry.Text("mqtt", "mqtt"));
    switch (choice) {
      case OUTPUT -> {
        refuse(mqtt, "This is for the broker 'own'; that of Home Assistant needs none.");
        if (broker.isEmpty()) {
          return;
        }
        named(output, broker.get());
      }
      case "own" -> {
        if (text(mqtt, "url").isEmpty()) {
          mistake("mqtt, url", "Your own broker needs an address, such as mqtt://host:1883.");
        }
        for (String key : List.of("url", "username", "password")) {
          put(output, key, mqtt, key, "mqtt");
        }
      }
      case "none" -> {
        refuse(mqtt, "This is for the broker 'own', and the broker is 'none'.");
        return;
      }
      default -> {
        mistake(
            "mqtt, broker", NearestName.unknown("broker", choice, List.of(OUTPUT, "own", "none")));
        return;
      }
    }
    output.entries().put("home-assistant", new Entry.Text("true", "mqtt"));
    put(output, "base-topic", mqtt, "base-topic", "mqtt");
    put(output, "units", mqtt, "units", "mqtt");
    branch(root, "outputs", "mqtt").entries().put(OUTPUT, output);
  }

  private static void named(Entry.Branch output, Broker broker) {
    String place = "the broker that Home Assistant names";
    output.entries().put("url", new Entry.Text(broker.url(), place));
    if (!broker.username().isEmpty()) {
      output.entries().put("username", new Entry.Text(broker.username(), place));
    }
    if (!broker.password().reveal().isEmpty()) {
      output.entries().put("password", new Entry.Hidden(broker.password().reveal(), place));
    }
  }

  private void refuse(Map<?, ?> mqtt, String sentence) {
    for (String key : List.of("url", "username", "password")) {
      text(mqtt, key).ifPresent(written -> mistake("mqtt, " + key, sentence));
    }
  }

  /** Nobody but the supervisor reads the page; it encrypts towards the browser. */
  private void page(Map<String, Object> options) {
    Entry.Branch web = branch(root, "web", "the app");
    web.entries().put("listen", new Entry.Text("0.0.0.0:" + PORT, "the app"));
    web.entries().put("tls", new Entry.Text("off", "the app"));
    Entry.Branch ingress = branch(web, "ingress", "the app");
    ingress.entries().put("supervisor", new Entry.Text(SUPERVISOR, "the app"));
    put(ingress, "change", options, "page-changes", "");
  }

  private void advanced(Object value) {
    if (value == null) {
      return;
    }
    if (!(value instanceof List<?> lines)) {
      mistake("advanced", "This must be a list of lines.");
      return;
    }
    int number = 0;
    for (Object line : lines) {
      String place = "advanced " + ++number;
      try {
        if (!(line instanceof String text)) {
          throw new AdvancedLine.Mistake("This must be a line of text.");
        }
        Optional<AdvancedLine> read = AdvancedLine.of(text, place, folder);
        if (read.isPresent()) {
          add(root, read.get().path(), 0, read.get().value());
        }
      } catch (AdvancedLine.Mistake e) {
        mistake(place, e.getMessage());
      }
    }
  }

  /** Adds what a line says to what is there: new keys below, never another value. */
  private void add(Entry.Branch to, List<String> path, int depth, Entry value)
      throws AdvancedLine.Mistake {
    String key = path.get(depth);
    String here = String.join(".", path.subList(0, depth + 1));
    if (RESERVED.contains(here)) {
      throw new AdvancedLine.Mistake("'" + here + "' is set by the app itself.");
    }
    boolean last = depth == path.size() - 1;
    Entry present = to.entries().get(key);
    if (present == null && last && !(value instanceof Entry.Branch)) {
      to.entries().put(key, value);
    } else if (present == null || present instanceof Entry.Branch) {
      Entry.Branch branch =
          present instanceof Entry.Branch found ? found : branch(to, key, value.place());
      if (!last) {
        add(branch, path, depth + 1, value);
      } else if (value instanceof Entry.Branch more) {
        for (Map.Entry<String, Entry> one : more.entries().entrySet()) {
          List<String> below = new ArrayList<>(path);
          below.add(one.getKey());
          add(branch, below, depth + 1, one.getValue());
        }
      } else {
        throw new AdvancedLine.Mistake(
            "'" + here + "' has keys below it, so it cannot be a single value.");
      }
    } else {
      throw new AdvancedLine.Mistake(
          "'" + here + "' is set already, by the option '" + present.place() + "'.");
    }
  }

  private static Entry.Branch branch(Entry.Branch in, String key, String place) {
    return (Entry.Branch) in.entries().computeIfAbsent(key, any -> new Entry.Branch(place));
  }

  private void put(Entry.Branch to, String key, Map<?, ?> from, String option, String in) {
    String place = in.isEmpty() ? option : in + ", " + option;
    Object value = from.get(option);
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      mistake(place, "This must be a single value.");
      return;
    }
    text(from, option)
        .ifPresent(
            text ->
                to.entries()
                    .put(
                        key,
                        SECRET.contains(option)
                            ? new Entry.Hidden(text, place)
                            : new Entry.Text(text, place)));
  }

  /** A field of the form that was emptied is an empty text. */
  private static Optional<String> text(Map<?, ?> from, String key) {
    return from.get(key) instanceof String text && !text.isBlank()
        ? Optional.of(SECRET.contains(key) ? text : text.strip())
        : Optional.empty();
  }

  private void refuseUnknown(Map<?, ?> map, Set<String> known, String place) {
    for (Object key : map.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        mistake(
            place.isEmpty() ? "Options" : place,
            NearestName.unknown("option", shown(String.valueOf(key)), known));
      }
    }
  }

  private static String shown(String text) {
    return text.matches("[A-Za-z0-9_ -]{1,64}") ? text : "(not shown)";
  }

  private void mistake(String place, String sentence) {
    mistakes.add((place.equals("Options") ? "" : "Options: ") + place + ": " + sentence);
  }
}
