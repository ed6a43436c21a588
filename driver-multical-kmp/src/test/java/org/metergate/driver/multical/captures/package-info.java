// SPDX-License-Identifier: Apache-2.0
/**
 * The driver with exchanges of real meters, compared with the output of an independent decoder.
 * They are not part of the project; without them these tests are skipped.
 */
package org.metergate.driver.multical.captures;
