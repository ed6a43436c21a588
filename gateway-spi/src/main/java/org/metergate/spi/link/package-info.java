// SPDX-License-Identifier: Apache-2.0
/**
 * What lies between a driver and a wire: open links, how they are named and set, and who opens
 * them. It must not know what the bytes mean.
 */
package org.metergate.spi.link;
