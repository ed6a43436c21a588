// SPDX-License-Identifier: Apache-2.0
/**
 * The driver against exchanges that real meters had, and what an independent decoder found in them.
 * They are no part of the project; without them these tests are skipped.
 */
package org.metergate.driver.multical.captures;
