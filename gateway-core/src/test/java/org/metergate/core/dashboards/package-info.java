// SPDX-License-Identifier: Apache-2.0
/**
 * The Grafana dashboards in {@code packaging/grafana}: one description of what they show, written
 * as queries of three servers, and tests that run every query. One thread.
 *
 * <p>Must not know: the command line, the control socket.
 */
package org.metergate.core.dashboards;
