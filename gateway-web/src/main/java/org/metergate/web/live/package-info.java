// SPDX-License-Identifier: Apache-2.0
/** The stream of events to open pages. Any thread; it has none of its own. */
package org.metergate.web.live;
