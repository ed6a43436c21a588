// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON schema of the configuration, for editors: from the keys that the reading code asks for,
 * the options of the drivers, and one sentence for each key. Everything is computed from the
 * program itself when it is asked for; nothing is opened. One thread.
 *
 * <p>Must not know: the journal, health, latest values, the page, the supervisor, the command line.
 */
package org.metergate.core.schema;
