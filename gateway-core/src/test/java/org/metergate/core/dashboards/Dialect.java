// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.core.dashboards.Panel.Curve;
import org.metergate.core.dashboards.Panel.Form;

/**
 * How a curve is asked of one kind of server. A bar is the counter's last value in its hour or day,
 * less the last one before; a counter that fell, and the first value of a new meter, make no bar.
 */
enum Dialect {
  /** InfluxDB 1, and 2 and 3 through InfluxQL, as an output of type influxdb writes. */
  INFLUXQL("influxdb", "metergate-influx", "InfluxDB", "influxdb") {
    @Override
    String query(Panel panel, Curve curve) {
      List<String> sources = new ArrayList<>();
      panel
          .measure()
          .units()
          .forEach(
              (unit, factor) ->
                  sources.add(
                      String.format(
                          "(SELECT \"%s\"%s AS \"v\" FROM ${measurement} WHERE \"unit\" = '%s'"
                              + " AND \"origin\" = '' AND \"meter\" =~ /^$meter$/)",
                          curve.quantity(), times(factor), unit)));
      boolean line = panel.form() == Form.LINE;
      String value = line ? "mean(\"v\")" : "non_negative_difference(last(\"v\"))";
      return String.format(
          "SELECT %s%s FROM %s WHERE $timeFilter"
              + " GROUP BY time($__interval), \"gateway\", \"meter\", \"identifier\" fill(%s)%s",
          curve.down() ? "-1 * " : "",
          value,
          String.join(", ", sources),
          line ? "null" : "none",
          panel.form() == Form.DAYS ? " tz('${__timezone}')" : "");
    }
  },

  /** VictoriaMetrics, as an output of type influxdb writes. */
  METRICSQL("victoriametrics", "metergate-victoria", "VictoriaMetrics", "prometheus") {
    @Override
    String query(Panel panel, Curve curve) {
      List<String> units = new ArrayList<>();
      panel
          .measure()
          .units()
          .forEach(
              (unit, factor) -> {
                String metric =
                    String.format(
                        "metergate_%s{unit=\"%s\",origin=\"\",meter=~\"$meter\"}",
                        curve.quantity(), unit);
                units.add(value(panel.form(), metric, factor));
              });
      return signed(curve, String.join(" or ", units));
    }
  },

  /** Prometheus, as {@code /metrics} has it. */
  PROMQL("prometheus", "metergate-prom", "Prometheus", "prometheus") {
    @Override
    String query(Panel panel, Curve curve) {
      String selector = "meter=~\"$meter\"";
      String name = curve.quantity();
      Matcher phase = PHASE.matcher(name);
      Matcher tariff = TARIFF.matcher(name);
      if (phase.matches()) {
        name = "phase_" + phase.group(1);
        selector += ",phase=\"l" + phase.group(2) + "\"";
      } else if (tariff.matches()) {
        name = "tariff_" + tariff.group(1);
        selector += ",tariff=\"" + tariff.group(2) + "\"";
      }
      String total = panel.form() == Form.LINE ? "" : "_total";
      String metric = "metergate_" + name + "_" + panel.measure().metricUnit() + total;
      boolean pattern = metric.contains("|");
      String all =
          pattern
              ? "{__name__=~\"" + metric + "\"," + selector + "}"
              : metric + "{" + selector + "}";
      return signed(curve, value(panel.form(), all, panel.measure().metricFactor()));
    }
  };

  private static final Pattern PHASE = Pattern.compile("(.+)_l([123])");
  private static final Pattern TARIFF = Pattern.compile("(.+)_t(\\d)");

  private final String id;
  private final String uid;
  private final String title;
  private final String source;

  Dialect(String id, String uid, String title, String source) {
    this.id = id;
    this.uid = uid;
    this.title = title;
    this.source = source;
  }

  /** The last part of the file's name. */
  String id() {
    return id;
  }

  /** By what links find the dashboard; it stays the same for ever. */
  String uid() {
    return uid;
  }

  /** The name for people. */
  String title() {
    return title;
  }

  /** Grafana's type of the data source. */
  String source() {
    return source;
  }

  /** Returns the query of one curve, with Grafana's variables in it. */
  abstract String query(Panel panel, Curve curve);

  private static String times(BigDecimal factor) {
    return factor.compareTo(BigDecimal.ONE) == 0 ? "" : " * " + factor.toPlainString();
  }

  private static String signed(Curve curve, String value) {
    return curve.down() ? "-1 * (" + value + ")" : value;
  }

  private static String value(Form form, String metric, BigDecimal factor) {
    if (form == Form.LINE) {
      return metric + times(factor);
    }
    return String.format(
        "(last_over_time(%s[$__interval] offset -$__interval) - last_over_time(%s[%s]))%s >= 0",
        metric, metric, form.before(), times(factor));
  }
}
