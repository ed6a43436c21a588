// SPDX-License-Identifier: Apache-2.0
/**
 * The only clock that drivers, links and emulated meters know. It knows nothing of meters: in the
 * program it is the system's, in tests and in {@code decode} it moves only when somebody waits.
 */
package org.metergate.spi.time;
