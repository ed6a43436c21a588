// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A kind of server that takes line protocol: its word in the configuration and its address. */
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
  /** VictoriaMetrics: the form of InfluxDB 1; it has no databases. */
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

  /** The path, with a mark for the precision that timestamps have. */
  String path() {
    return path;
  }

  /** Milliseconds, as this server spells them. */
  String precision() {
    return precision;
  }

  /** What stands before a token. */
  String scheme() {
    return scheme;
  }

  /** The keys of the configuration that say where in the server. */
  List<String> keys() {
    return keys;
  }

  /** The query parameters that these keys become, in the same order. */
  List<String> parameters() {
    return parameters;
  }

  /** Whether it keeps texts beside numbers. */
  boolean keepsTexts() {
    return this != VICTORIA_METRICS;
  }
}
