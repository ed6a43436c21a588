// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where readings are kept.
 *
 * @param path the database file; relative names start at the configuration's folder.
 * @param sync how often what was written is forced to the medium, 1 s to 1 h: so much a power cut
 *     may cost.
 */
public record JournalConfig(Path path, Duration sync) {}
