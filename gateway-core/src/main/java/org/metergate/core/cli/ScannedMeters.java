// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metergate.core.control.Plural;
import org.metergate.setup.probe.ConfigurationText;
import org.metergate.setup.probe.Recognised;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.time.TimeSource;

/** What a scan found; says each meter at once, and every ten seconds how far the scan is. */
final class ScannedMeters implements Scan.Found {
  private static final long EVERY_SECONDS = 10;
  private static final JsonFactory JSON = new JsonFactory();

  private final DriverInfo driver;
  private final LinkUri link;
  private final LineSettings settings;
  private final PrintWriter err;
  private final TimeSource time;
  private final long begin;
  private final Set<Match> meters = new LinkedHashSet<>();
  private long printed;

  ScannedMeters(
      DriverInfo driver, LinkUri link, LineSettings settings, PrintWriter err, TimeSource time) {
    this.driver = driver;
    this.link = link;
    this.settings = settings;
    this.err = err;
    this.time = time;
    this.begin = time.nanos();
  }

  @Override
  public void meter(Match match) {
    if (meters.add(match)) {
      String number = match.identifier().isEmpty() ? "a meter" : "meter " + match.identifier();
      String sure = match.certainty() == Certainty.CERTAIN ? "" : ", not certain";
      String options =
          match.options().entrySet().stream()
              .map(option -> option.getKey() + "=" + option.getValue())
              .collect(Collectors.joining(" "));
      print(number + sure + ": " + options);
    }
  }

  @Override
  public void progress(int done, int all) {
    if (seconds() - printed >= EVERY_SECONDS) {
      print(
          (all > 0
                  ? done + " of about " + all + " questions, "
                  : Plural.of(done, "question") + ", ")
              + Plural.of(meters.size(), "meter")
              + " so far");
    }
  }

  private long seconds() {
    return (time.nanos() - begin) / 1_000_000_000;
  }

  private void print(String what) {
    printed = seconds();
    err.println(String.format("%4d s  %s", printed, what));
  }

  boolean isEmpty() {
    return meters.isEmpty();
  }

  /** Returns what was found in some sentences, with what to do. */
  String summary() {
    return meters.isEmpty()
        ? "No meter was found. 'metergate probe \"" + link + "\"' says what else is on the wire."
        : Plural.of(meters.size(), "meter")
            + (meters.size() == 1 ? " was" : " were")
            + " found. "
            + uncertain()
            + "Paste the configuration into gateway.yaml, give the meters names of your own, and"
            + " check it with 'metergate check'.";
  }

  private String uncertain() {
    long count = meters.stream().filter(match -> match.certainty() != Certainty.CERTAIN).count();
    return count == 0
        ? ""
        : "Not certain: "
            + count
            + "; what answers there could not be read, and may be several"
            + " meters that are the same in all their addresses. ";
  }

  /** Returns the lines of the configuration; none without a meter. */
  List<String> configuration() {
    ConfigurationText text = new ConfigurationText();
    for (Match match : meters) {
      text.addNumbered(
          link,
          new Recognised(
              driver.id(), driver.title(), match, settings, settings, false, false, true));
    }
    return text.lines();
  }

  /**
   * Returns one JSON object.
   *
   * @param complete whether the scan came to its end.
   */
  String json(boolean complete) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("link", link.toString());
      json.writeStringField("time", time.now().toString());
      json.writeStringField("driver", driver.id());
      json.writeBooleanField("complete", complete);
      json.writeArrayFieldStart("meters");
      for (Match match : meters) {
        write(json, match);
      }
      json.writeEndArray();
      if (!meters.isEmpty()) {
        json.writeStringField("configuration", String.join("\n", configuration()) + "\n");
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has no errors of its own
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Match match) throws IOException {
    json.writeStartObject();
    json.writeStringField("certainty", match.certainty().name().toLowerCase(Locale.ROOT));
    json.writeStringField("identifier", match.identifier());
    json.writeObjectFieldStart("options");
    for (Map.Entry<String, String> option : match.options().entrySet()) {
      json.writeStringField(option.getKey(), option.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("missing");
    for (String name : match.missing()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
