// SPDX-License-Identifier: Apache-2.0
/**
 * For tests: the installed Chromium, driven by Selenium through Debian's driver program; what a
 * person with a screen reader or weak eyes cannot use; pictures. A test is skipped with a message
 * where the browser or its driver is not installed.
 *
 * <p>Must not know: the page, the gateway.
 */
package org.metergate.testing.browser;
