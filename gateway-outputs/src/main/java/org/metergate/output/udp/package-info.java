// SPDX-License-Identifier: Apache-2.0
/**
 * Present values as UDP datagrams, to one machine or to all of a network. A datagram is not
 * acknowledged, so old values are not sent at all. Everything runs on the output's thread.
 *
 * <p>Must not know: drivers, links, threads, SQL, JSON.
 */
package org.metergate.output.udp;
