// SPDX-License-Identifier: Apache-2.0
/**
 * A household and the sun above it: what it draws from each phase at any minute, the same for the
 * same seed. It must not know that there are meters.
 */
package org.metergate.emulator.house;
