// SPDX-License-Identifier: Apache-2.0
/**
 * Emulated meters, so that everything is tested without hardware. An emulated meter is a machine
 * over time without threads: it runs at line speed against a port and at full speed in tests.
 */
package org.metergate.spi.emulator;
