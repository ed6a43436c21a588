// SPDX-License-Identifier: Apache-2.0
/**
 * Readings in the line protocol of InfluxDB over HTTP, to InfluxDB 1, 2 and 3 and to
 * VictoriaMetrics: a batch compressed into one request, each value at the time of its reading, so
 * that a value that is sent twice is stored once. Everything runs on the output's thread.
 *
 * <p>Must not know: drivers, links, threads, SQL, JSON.
 */
package org.metergate.output.influxdb;
