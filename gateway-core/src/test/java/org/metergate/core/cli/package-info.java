// SPDX-License-Identifier: Apache-2.0
/**
 * The command line as a user sees it: arguments in, output, sentences and exit codes out.
 * Everything runs in this process, except for tests that need a process of their own.
 */
package org.metergate.core.cli;
