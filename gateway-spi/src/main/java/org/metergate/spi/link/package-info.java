// SPDX-License-Identifier: Apache-2.0
/**
 * The connection between a driver and a wire: open links, their names and line settings, and the
 * providers that open them. Bytes are passed on without being interpreted.
 *
 * <p>Must not know: drivers, driver sessions, readings, options, emulated meters, the gateway.
 */
package org.metergate.spi.link;
