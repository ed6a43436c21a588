// SPDX-License-Identifier: Apache-2.0
/**
 * The driver with telegrams of real meters. They are not part of the project; without them these
 * tests are skipped.
 */
package org.metergate.driver.mbus.captures;
