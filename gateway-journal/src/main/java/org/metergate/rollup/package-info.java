// SPDX-License-Identifier: Apache-2.0
/**
 * From readings to intervals: what a counter or a gauge did in a minute, an hour, a month. Pure
 * functions over times and numbers; it must not know where readings are kept or who asks.
 */
package org.metergate.rollup;
