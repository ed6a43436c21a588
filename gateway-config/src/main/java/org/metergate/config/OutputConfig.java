// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

/**
 * A configured output. Only its type interprets the settings.
 *
 * @param name letters, digits, {@code -} and {@code _}; its cursor in the journal has this name.
 * @param type for example {@code mqtt}, as written.
 * @param settings everything but the type, not checked yet.
 */
public record OutputConfig(String name, String type, Section settings) {}
