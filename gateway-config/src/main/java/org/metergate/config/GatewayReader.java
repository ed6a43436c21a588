// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.Secret;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the gateway's own sections; the settings of an output are read by its type. */
final class GatewayReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern LABEL = Pattern.compile("\\P{Cntrl}{0,64}");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) ?(MB|GB)");

  /** More than a thousand meters need more than one gateway: each link has a thread. */
  private static final int MOST_METERS = 1000;

  private static final int MOST_OUTPUTS = 100;
  private static final long MIN_SIZE = 16_000_000;

  private final Document document;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Location> places = new HashMap<>();

  private GatewayReader(Document document) {
    this.document = document;
  }

  static GatewayConfig read(Path file, UnaryOperator<String> environment) throws ConfigException {
    ConfigDraft draft = draft(file, environment);
    draft.problems().throwIfAny();
    return draft.config();
  }

  static ConfigDraft draft(Path file, UnaryOperator<String> environment) throws ConfigException {
    Document document = new Document(file, environment);
    return new GatewayReader(document).draft(YamlFile.read(document));
  }

  /** Reads a text in place of the file's. */
  static ConfigDraft draft(Document document, String text) throws ConfigException {
    return new GatewayReader(document).draft(YamlFile.read(document, text));
  }

  private ConfigDraft draft(Node content) {
    Path file = document.file();
    Section root = new Section(document, content, new Location(file, 0, ""), problems);
    Optional<Section> gateway = root.section("gateway");
    List<MeterConfig> meters = meters(root);
    List<OutputConfig> outputs = outputs(root);
    JournalConfig journal = journal(root.section("journal"));
    Optional<WebConfig> web = root.section("web").map(section -> WebReader.read(section, places));
    GatewayConfig config =
        new GatewayConfig(
            file,
            gateway.flatMap(this::gatewayName).orElseGet(HostName::own),
            gateway.map(this::timeZone).orElseGet(ZoneId::systemDefault),
            meters,
            outputs,
            journal,
            web,
            warnings(root, meters, web),
            root.section("leds").map(this::leds).orElse(LedsConfig.NONE),
            new ConfigSource(document.redaction(), places),
            AlarmReader.read(root, meters, outputs, problems),
            root.section("backup").flatMap(section -> BackupReader.read(section, places)));
    gateway.ifPresent(Section::refuseUnknown);
    root.refuseUnknown();
    Problems found = new Problems(document.redaction());
    found.addAll(problems);
    return new ConfigDraft(config, found);
  }

  private Optional<String> gatewayName(Section gateway) {
    Optional<String> name = gateway.optionalText("name");
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      gateway.problem(
          "name", "The name of a gateway may contain only letters, digits, - and _ (64 at most).");
    }
    return name;
  }

  private ZoneId timeZone(Section gateway) {
    String zone = gateway.optionalText("time-zone").orElse("");
    try {
      return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException e) {
      String near =
          NearestName.to(zone, ZoneId.getAvailableZoneIds())
              .map(name -> "Did you mean '" + name + "'?")
              .orElse("Use for example Europe/Copenhagen.");
      gateway.problem("time-zone", "There is no time zone '" + zone + "'. " + near);
      return ZoneId.systemDefault();
    }
  }

  /** A configuration without meters is good: its page says what to do first. */
  private List<String> warnings(Section root, List<MeterConfig> meters, Optional<WebConfig> web) {
    List<String> warnings = new ArrayList<>(document.warnings());
    if (meters.isEmpty()) {
      warnings.add(
          root.location("meters")
              .problem(
                  "No meter is configured, so nothing is read; "
                      + (web.flatMap(page -> page.access().ingress()).isPresent()
                          ? "add one on the app's tab 'Configuration'."
                          : "'metergate probe --all' finds what is on the wires of this"
                              + " machine.")));
    }
    return warnings;
  }

  private List<MeterConfig> meters(Section root) {
    List<MeterConfig> meters = new ArrayList<>();
    Optional<Section> all = root.section("meters");
    all.filter(section -> notTooMany(root, "meters", section, MOST_METERS))
        .ifPresent(
            section -> {
              for (String name : section.keys()) {
                checkName(section, name, "a meter");
                section.section(name).ifPresent(meter -> meters.add(meter(name, meter)));
              }
            });
    return meters;
  }

  /** Refuses a file that was generated by mistake, without looking at each of its entries. */
  private static boolean notTooMany(Section root, String key, Section section, int most) {
    int count = section.keys().size();
    if (count > most) {
      root.problem(
          key, "There are " + count + " " + key + " here; one gateway has " + most + " at most.");
    }
    return count <= most;
  }

  private MeterConfig meter(String name, Section meter) {
    String driver = meter.text("driver");
    LinkUri link = link(meter, "link");
    Map<String, Location> places = new LinkedHashMap<>();
    places.put("driver", meter.location("driver"));
    places.put("link", meter.location("link"));
    Map<String, Secret> options = new LinkedHashMap<>();
    meter
        .section("options")
        .ifPresent(
            section -> {
              section.watchSecrets();
              for (String option : section.keys()) {
                places.put("options." + option, section.location(option));
                section.secret(option).ifPresent(text -> options.put(option, text));
              }
            });
    MeterConfig config =
        new MeterConfig(
            name, label(meter), role(meter), driver, link, options, meter.location(), places);
    meter.refuseUnknown();
    return config;
  }

  private static MeterRole role(Section meter) {
    String none = MeterRole.NONE.label();
    String role = meter.choice("role", none, MeterRole.GRID.label(), MeterRole.SOLAR.label());
    return MeterRole.valueOf(role.toUpperCase(java.util.Locale.ROOT));
  }

  private static String label(Section meter) {
    String label = meter.optionalText("label").map(String::strip).orElse("");
    if (!LABEL.matcher(label).matches()) {
      meter.problem("label", "This must be one line of at most 64 characters.");
      return "";
    }
    return label;
  }

  private LedsConfig leds(Section section) {
    Map<String, LinkUri> lines = new LinkedHashMap<>();
    Map<String, Location> places = new LinkedHashMap<>();
    for (String led : List.of("power", "data", "fault")) {
      Optional<LinkUri> line = section.optionalText(led).map(text -> link(section, led, text));
      if (line.isPresent()) {
        lines.put(led, line.get());
        places.put(led, section.location(led));
      }
    }
    section.refuseUnknown();
    return new LedsConfig(lines, places);
  }

  private LinkUri link(Section meter, String key) {
    return link(meter, key, meter.text(key));
  }

  private static LinkUri link(Section section, String key, String link) {
    try {
      if (!link.isEmpty()) {
        return LinkUri.parse(link);
      }
    } catch (IllegalArgumentException e) {
      section.problem(key, e.getMessage());
    }
    return new LinkUri("none", "", Map.of());
  }

  private List<OutputConfig> outputs(Section root) {
    List<OutputConfig> outputs = new ArrayList<>();
    root.section("outputs")
        .filter(section -> notTooMany(root, "outputs", section, MOST_OUTPUTS))
        .ifPresent(
            section -> {
              for (String name : section.keys()) {
                checkName(section, name, "an output");
                outputs.add(output(section, name));
              }
            });
    return outputs;
  }

  /** Reads an output; errors that its type will find go to a separate list. */
  private OutputConfig output(Section outputs, String name) {
    List<Problem> own = new ArrayList<>();
    Section settings = outputs.section(name, own).orElseThrow();
    OutputConfig output = new OutputConfig(name, settings.text("type"), settings);
    settings.watchSecrets();
    problems.addAll(own);
    return output;
  }

  private JournalConfig journal(Optional<Section> section) {
    Duration sync = Duration.ofSeconds(60);
    if (section.isEmpty()) {
      return new JournalConfig(standardJournal(), sync);
    }
    if (section.get().keys().contains("path")) {
      places.put("journal.path", section.get().location("path"));
    }
    JournalConfig journal =
        new JournalConfig(
            section.get().path("path").orElseGet(this::standardJournal),
            section.get().duration("sync", sync, Duration.ofSeconds(1), Duration.ofHours(1)),
            section
                .get()
                .duration(
                    "keep-raw",
                    JournalConfig.KEEP_RAW,
                    Duration.ofDays(1),
                    Duration.ofDays(36_500)),
            maxSize(section.get()),
            section
                .get()
                .duration(
                    "clock-wait", JournalConfig.CLOCK_WAIT, Duration.ZERO, Duration.ofDays(1)));
    section.get().refuseUnknown();
    return journal;
  }

  private Path standardJournal() {
    return StandardJournal.of(document::environment, System.getProperty("user.home", "/"));
  }

  private static long maxSize(Section journal) {
    String text = journal.optionalText("max-size").orElse("2GB");
    Matcher matcher = SIZE.matcher(text);
    long bytes = 0;
    if (matcher.matches()) {
      bytes = Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("GB") ? 1000 : 1);
      bytes *= 1_000_000;
    }
    if (bytes < MIN_SIZE) {
      journal.problem("max-size", "This must be a size of 16MB or more, such as 500MB or 2GB.");
      return JournalConfig.MAX_SIZE;
    }
    return bytes;
  }

  private void checkName(Section section, String name, String what) {
    if (!NAME.matcher(name).matches()) {
      section.problem(
          name, "The name of " + what + " may contain only letters, digits, - and _ (64 at most).");
    } else if (what.equals("a meter") && name.equals("bridge")) {
      // <base>/<gateway>/bridge/status is the state of the gateway itself
      section.problem(name, "'bridge' is reserved in topics; give the meter another name.");
    }
  }
}
