// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.core.dashboards.Panel.Curve;
import org.metergate.core.dashboards.Panel.Form;

/**
 * The file of a dashboard as Grafana reads it (Grafana documentation, "JSON model"): rows of panels
 * from top to bottom, 24 columns wide.
 */
final class DashboardText {
  private static final int COLUMNS = 24;
  private static final int HEIGHT = 8;

  /** A line between readings that are at most so far from each other, in milliseconds. */
  private static final int JOINED = 5_400_000;

  private final Dialect dialect;
  private final List<Map<String, Object>> panels = new ArrayList<>();
  private int x;
  private int y;

  private DashboardText(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Returns the text of the file, with a line end at its end. */
  static String of(Dialect dialect) {
    return written(new DashboardText(dialect).dashboard());
  }

  private Map<String, Object> dashboard() {
    Panels.rows()
        .forEach(
            (title, row) -> {
              row(title);
              row.forEach(this::add);
            });
    row("Health");
    HealthPanel.of(dialect).forEach(this::add);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("uid", dialect.uid());
    all.put("title", "Metergate (" + dialect.title() + ")");
    all.put("tags", List.of("metergate"));
    all.put("timezone", "browser");
    all.put("schemaVersion", 39);
    all.put("version", 1);
    all.put("editable", true);
    all.put("refresh", "30s");
    Map<String, Object> time = new LinkedHashMap<>();
    time.put("from", "now-24h");
    time.put("to", "now");
    all.put("time", time);
    all.put("templating", Map.of("list", variables()));
    all.put("panels", panels);
    return all;
  }

  private List<Map<String, Object>> variables() {
    List<Map<String, Object>> all = new ArrayList<>();
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("name", "datasource");
    source.put("label", "Data source");
    source.put("type", "datasource");
    source.put("query", dialect.source());
    source.put("current", current("Metergate " + dialect.title(), "metergate-" + dialect.id()));
    all.add(source);
    if (dialect == Dialect.INFLUXQL) {
      Map<String, Object> measurement = new LinkedHashMap<>();
      measurement.put("name", "measurement");
      measurement.put("label", "Measurement");
      measurement.put(
          "description",
          "\"metergate\"; in a database that is not the source's, \"home\"..\"metergate\"");
      measurement.put("type", "textbox");
      measurement.put("query", "\"metergate\"");
      measurement.put("current", current("\"metergate\"", "\"metergate\""));
      all.add(measurement);
    }
    Map<String, Object> meter = new LinkedHashMap<>();
    meter.put("name", "meter");
    meter.put("label", "Meter");
    meter.put("type", "query");
    meter.put("datasource", source());
    meter.put("query", meters());
    meter.put("refresh", 2);
    meter.put("sort", 1);
    meter.put("multi", true);
    meter.put("includeAll", true);
    meter.put("allValue", ".*");
    meter.put("current", current("All", "$__all"));
    all.add(meter);
    return all;
  }

  private static Map<String, Object> current(String text, String value) {
    Map<String, Object> current = new LinkedHashMap<>();
    current.put("text", text);
    current.put("value", value);
    return current;
  }

  private String meters() {
    return switch (dialect) {
      case INFLUXQL -> "SHOW TAG VALUES FROM ${measurement} WITH KEY = \"meter\"";
      case METRICSQL -> "label_values({__name__=~\"metergate_.+\",unit!=\"\"}, meter)";
      case PROMQL -> "label_values(metergate_last_reading_timestamp_seconds, meter)";
    };
  }

  private Map<String, Object> source() {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("type", dialect.source());
    source.put("uid", "${datasource}");
    return source;
  }

  private void row(String title) {
    newLine();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", panels.size() + 1);
    row.put("type", "row");
    row.put("title", title);
    row.put("collapsed", false);
    row.put("gridPos", place(COLUMNS, 1));
    row.put("panels", List.of());
    panels.add(row);
    x = 0;
    y++;
  }

  private void newLine() {
    if (x > 0) {
      x = 0;
      y += HEIGHT;
    }
  }

  private Map<String, Object> place(int width, int height) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("x", x);
    place.put("y", y);
    place.put("w", width);
    place.put("h", height);
    return place;
  }

  private Map<String, Object> panel(String type, String title, int width) {
    if (x + width > COLUMNS) {
      newLine();
    }
    Map<String, Object> panel = new LinkedHashMap<>();
    panel.put("id", panels.size() + 1);
    panel.put("type", type);
    panel.put("title", title);
    panel.put("datasource", source());
    panel.put("gridPos", place(width, HEIGHT));
    x += width;
    panels.add(panel);
    return panel;
  }

  private void add(Panel panel) {
    Map<String, Object> made = panel("timeseries", panel.title(), panel.width());
    boolean bars = panel.form() != Form.LINE;
    if (bars) {
      made.put("interval", panel.form().step());
      made.put("maxDataPoints", 5000);
      made.put("timeFrom", panel.form().shown());
    }
    Map<String, Object> custom = new LinkedHashMap<>();
    custom.put("drawStyle", bars ? "bars" : "line");
    if (bars) {
      custom.put("barAlignment", 1);
      custom.put("fillOpacity", 60);
      Map<String, Object> stacking = new LinkedHashMap<>();
      stacking.put("mode", "normal");
      stacking.put("group", "A");
      custom.put("stacking", stacking);
    } else {
      custom.put("spanNulls", JOINED);
    }
    fieldConfig(made, panel.measure().shownUnit(), custom);
    List<Map<String, Object>> targets = new ArrayList<>();
    for (Curve curve : panel.curves()) {
      String meter = dialect == Dialect.INFLUXQL ? "$tag_meter" : "{{meter}}";
      String legend = curve.legend().isEmpty() ? meter : meter + " " + curve.legend();
      targets.add(target(targets.size(), dialect.query(panel, curve), legend, panel.form().step()));
    }
    made.put("targets", targets);
  }

  private void add(HealthPanel panel) {
    Map<String, Object> made = panel(panel.type(), panel.title(), panel.width());
    List<Map<String, Object>> targets = new ArrayList<>();
    for (String query : panel.queries()) {
      targets.add(target(targets.size(), query, panel.legend(), ""));
    }
    boolean table = panel.type().equals("table");
    if (table) {
      made.put("timeFrom", "30d");
      targets.forEach(target -> target.put("resultFormat", "table"));
      fieldConfig(made, panel.unit(), new LinkedHashMap<>());
      Map<String, Object> merged = new LinkedHashMap<>();
      merged.put("id", "merge");
      merged.put("options", Map.of());
      made.put("transformations", List.of(merged));
    } else {
      Map<String, Object> custom = new LinkedHashMap<>();
      custom.put("drawStyle", "line");
      custom.put("spanNulls", false);
      fieldConfig(made, panel.unit(), custom);
    }
    made.put("targets", targets);
  }

  private static void fieldConfig(
      Map<String, Object> panel, String unit, Map<String, Object> custom) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("unit", unit);
    defaults.put("custom", custom);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("defaults", defaults);
    config.put("overrides", List.of());
    panel.put("fieldConfig", config);
    Map<String, Object> legend = new LinkedHashMap<>();
    legend.put("displayMode", "list");
    legend.put("placement", "bottom");
    panel.put("options", panel.get("type").equals("table") ? Map.of() : Map.of("legend", legend));
  }

  private Map<String, Object> target(int index, String query, String legend, String step) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("refId", String.valueOf((char) ('A' + index)));
    target.put("datasource", source());
    if (dialect == Dialect.INFLUXQL) {
      target.put("rawQuery", true);
      target.put("resultFormat", "time_series");
      target.put("alias", legend);
      target.put("query", query);
    } else {
      target.put("expr", query);
      target.put("legendFormat", legend);
      if (!step.isEmpty()) {
        target.put("interval", step);
      }
    }
    return target;
  }

  private static String written(Map<String, Object> object) {
    StringWriter text = new StringWriter();
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try (JsonGenerator json = new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
      write(json, object);
    } catch (IOException e) {
      throw new IllegalStateException(e); // a StringWriter throws none
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object one : list) {
        write(json, one);
      }
      json.writeEndArray();
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(value.toString());
    }
  }
}
