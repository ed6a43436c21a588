// SPDX-License-Identifier: Apache-2.0
/**
 * The real parts that tests run against (pseudo-terminals, a broker), started and stopped by the
 * tests themselves. A test that needs a program which is not installed skips and says so.
 */
package org.metergate.testing;
