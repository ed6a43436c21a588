// SPDX-License-Identifier: Apache-2.0
/**
 * Present values as UDP datagrams, to one machine or to all of a network. Nobody acknowledges a
 * datagram, so what is old is not sent at all. Everything runs on the output's thread.
 */
package org.metergate.output.udp;
