// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A kind of server that takes line protocol: its name in the configuration and its address. */
enum LineServer {
  /** InfluxDB 1: {@code POST /write?db=…}. */
  INFLUXDB_1("influxdb-1", "/write", "ms", "Bearer", List.of("database"), List.of("db")),
  /** InfluxDB 2: {@code POST /api/v2/write?org=…&bucket=…}. */
  INFLUXDB_2(
      "influxdb-2",
      "/api/v2/write",
      "ms",
      "Token",
      List.of("org", "bucket"),
      List.of("org", "bucket")),
  /** InfluxDB 3: {@code POST /api/v3/write_lp?db=…}. */
  INFLUXDB_3(
      "influxdb-3",
      "/api/v3/write_lp",
      "millisecond",
      "Bearer",
      List.of("database"),
      List.of("db")),
  /** VictoriaMetrics: the format of InfluxDB 1; it has no databases. */
  VICTORIA_METRICS("victoria-metrics", "/write", "ms", "Bearer", List.of(), List.of());

  private final String word;
  private final String path;
  private final String precision;
  private final String scheme;
  private final List<String> keys;
  private final List<String> parameters;

  LineServer(
      String word,
      String path,
      String precision,
      String scheme,
      List<String> keys,
      List<String> parameters) {
    this.word = word;
    this.path = path;
    this.precision = precision;
    this.scheme = scheme;
    this.keys = keys;
    this.parameters = parameters;
  }

  static Optional<LineServer> of(String word) {
    return Stream.of(values()).filter(server -> server.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Stream.of(values()).map(LineServer::word).toList();
  }

  String word() {
    return word;
  }

  /** Returns the path to which lines are posted. */
  String path() {
    return path;
  }

  /** Returns the unit milliseconds, as this server spells it. */
  String precision() {
    return precision;
  }

  /** Returns what precedes a token in the header. */
  String scheme() {
    return scheme;
  }

  /** Returns the configuration keys that say where in the server lines are stored. */
  List<String> keys() {
    return keys;
  }

  /** Returns the query parameters for these keys, in the same order. */
  List<String> parameters() {
    return parameters;
  }

  /** Returns whether it stores texts besides numbers. */
  boolean keepsTexts() {
    return this != VICTORIA_METRICS;
  }
}
