// SPDX-License-Identifier: Apache-2.0
/**
 * Emulated Kamstrup meters that answer KMP requests: MULTICAL 403 and 603 with loggers, MULTICAL
 * 21, and the electricity meter 382. They sleep, reflect and answer late where their options say
 * so. Written apart from the driver, so that each proves the other: it must not use any code that
 * writes requests or reads answers.
 */
package org.metergate.emulator.kmp;
