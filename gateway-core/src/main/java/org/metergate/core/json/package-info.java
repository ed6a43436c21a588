// SPDX-License-Identifier: Apache-2.0
/**
 * Readings as JSON in the form that {@code decode}, the API and recordings of results share. It
 * must not know who asks.
 */
package org.metergate.core.json;
