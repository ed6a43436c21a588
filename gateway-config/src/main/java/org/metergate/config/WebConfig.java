// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

/**
 * The address of the status page.
 *
 * @param host a name or an address; an IPv6 address without its brackets.
 * @param port 0 to 65535; 0 lets the system choose.
 */
public record WebConfig(String host, int port) {}
