// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.chart;

/**
 * What a chart says of itself.
 *
 * @param title of what and when.
 * @param description its contents in a sentence, for people who cannot see it.
 * @param unit at the vertical axis; empty for none.
 */
public record Caption(String title, String description, String unit) {}
