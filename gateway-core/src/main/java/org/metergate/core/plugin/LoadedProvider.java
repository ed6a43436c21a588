// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.function.Supplier;

/**
 * A provider that was created, asked for its name and not refused.
 *
 * @param source computed only when it is shown, since the program's own jars must be opened for it.
 */
record LoadedProvider(
    ProviderKind kind, String name, Object provider, Supplier<PluginSource> source) {}
