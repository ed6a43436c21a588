// SPDX-License-Identifier: Apache-2.0
/**
 * What may be believed of counters: the scale that a list does not tell, which meter counts, and
 * that a counter neither falls nor leaps. Functions of readings alone, each object for one thread.
 * It must not know journal, drivers or outputs.
 */
package org.metergate.counter;
