// SPDX-License-Identifier: Apache-2.0
/** How long to wait before the next attempt, for links and outputs alike. It knows neither. */
package org.metergate.retry;
