// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: one class for each command, the parsing of options, exit codes, and the
 * sentences on standard error. Commands run on the main thread; the gateway that {@code run} and
 * {@code demo} start has threads of its own. An exit code is 0 for good, 1 for a fault, 2 for wrong
 * usage. Keys never appear in a message; an unexpected argument is not repeated, since it may be
 * one. Nothing else in the program uses this package.
 */
package org.metergate.core.cli;
