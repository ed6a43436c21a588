// SPDX-License-Identifier: Apache-2.0
/**
 * The driver against frames that real meters sent, and what an independent decoder found in them.
 * The frames are no part of the project; without them these tests are skipped.
 */
package org.metergate.driver.omnipower.captures;
