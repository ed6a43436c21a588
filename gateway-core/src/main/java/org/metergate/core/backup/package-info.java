// SPDX-License-Identifier: Apache-2.0
/**
 * Copies of a gateway in one file: its journal and its configuration, with keys only where a person
 * asked for that; made by a command or every night, and put back while no gateway runs. Nothing of
 * a file is used before all of it was checked. The nightly copies have a thread of their own;
 * everything else is used by one thread at a time.
 *
 * <p>Must not know: open links, drivers, outputs.
 */
package org.metergate.core.backup;
