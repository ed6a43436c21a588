// SPDX-License-Identifier: Apache-2.0
/**
 * Files in which keys come: Kamstrup's KEM files of both versions, plain or in an archive, and what
 * to do with files that are something else. Everything is bounded: archives in size, ratio and
 * entries, XML without document types and entities. Pure functions of bytes, for any thread.
 *
 * <p>Must not know: drivers, driver sessions, links, findings, readings, clocks, threads, logs.
 */
package org.metergate.setup.keys.kem;
