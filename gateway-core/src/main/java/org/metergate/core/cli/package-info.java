// SPDX-License-Identifier: Apache-2.0
/** The command line: one class a command, exit codes, sentences on standard error. */
package org.metergate.core.cli;
