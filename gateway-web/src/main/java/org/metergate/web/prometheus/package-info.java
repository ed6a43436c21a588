// SPDX-License-Identifier: Apache-2.0
/**
 * The present values and the gateway's own health as Prometheus scrapes them, in base units, at
 * {@code /metrics} beside the page. There is no cursor: a scrape takes what is current, and what is
 * stale is left out. Any thread; it must not know how the page is served.
 */
package org.metergate.web.prometheus;
