// SPDX-License-Identifier: Apache-2.0
/**
 * The command line as a user meets it: words in, output, sentences and exit codes out. Everything
 * runs in this process, but for what a process alone can show.
 */
package org.metergate.core.cli;
