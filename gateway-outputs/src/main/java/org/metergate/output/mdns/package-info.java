// SPDX-License-Identifier: Apache-2.0
/**
 * Announces services on the local network by multicast DNS (RFC 6762, RFC 6763), over IPv4, with
 * the messages of dnsjava. What is sent and when is decided in {@link
 * org.metergate.output.mdns.InterfaceResponder} on a clock that is passed in; {@link
 * org.metergate.output.mdns.Announcer} has the one thread and the sockets. The work is bounded: a
 * flood of questions is left to the system's own buffer.
 *
 * <p>Must not know: drivers, links, SQL, JSON.
 */
package org.metergate.output.mdns;
