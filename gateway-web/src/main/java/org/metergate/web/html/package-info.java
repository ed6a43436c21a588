// SPDX-License-Identifier: Apache-2.0
/**
 * How pages are written: escaped HTML, times, counts, and the layout that all pages share. Any
 * thread.
 */
package org.metergate.web.html;
