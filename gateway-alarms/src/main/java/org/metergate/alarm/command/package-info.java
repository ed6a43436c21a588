// SPDX-License-Identifier: Apache-2.0
/**
 * Alarms by a command: started without a shell, with fixed arguments and the text on its standard
 * input. It has thirty seconds and a megabyte of output, then it is ended with all that it started.
 * Runs on the alarm's thread; another one reads the output.
 *
 * <p>Must not know: health, readings, the journal, outputs, the page, the gateway.
 */
package org.metergate.alarm.command;
