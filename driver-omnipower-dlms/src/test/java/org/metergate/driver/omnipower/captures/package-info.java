// SPDX-License-Identifier: Apache-2.0
/**
 * The driver with frames from real meters, compared with the output of an independent decoder. The
 * frames are not part of the project; without them these tests are skipped.
 */
package org.metergate.driver.omnipower.captures;
