// SPDX-License-Identifier: Apache-2.0
/**
 * Where readings arrive, observed from outside: a broker, an HTTP server and a socket with logs of
 * what came, gates in front of them that break connections, and readers of the files that are left.
 * The journal is read by JDBC and its documented form. Each server has threads of its own.
 *
 * <p>Must not know: drivers, links, the journal, health, outputs, the gateway, emulated meters.
 */
package org.metergate.faultrun.observe;
