// SPDX-License-Identifier: Apache-2.0
/**
 * The present values and the gateway's own health for Prometheus to scrape, in base units, at
 * {@code /metrics} next to the page. There is no cursor: a scrape returns what is current, and
 * stale values are left out. Any thread. The route does not depend on how the page is served.
 *
 * <p>Must not know: drivers, links, the journal, outputs.
 */
package org.metergate.web.prometheus;
