// SPDX-License-Identifier: Apache-2.0
/**
 * Readings in the line protocol of InfluxDB over HTTP, to InfluxDB 1, 2 and 3 and to
 * VictoriaMetrics: a batch packed into one request, each value at the time of its reading, so that
 * a value that is sent twice is the same value. Everything runs on the output's thread.
 */
package org.metergate.output.influxdb;
