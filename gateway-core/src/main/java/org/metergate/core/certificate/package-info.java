// SPDX-License-Identifier: Apache-2.0
/**
 * The certificates of the page: made here by the keytool of the Java runtime, or read from files.
 * Any thread.
 *
 * <p>Must not know: the journal, the command line, drivers.
 */
package org.metergate.core.certificate;
