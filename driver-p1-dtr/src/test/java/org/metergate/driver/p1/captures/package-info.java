// SPDX-License-Identifier: Apache-2.0
/** Real telegrams and what is known about them; skipped where the captures are missing. */
package org.metergate.driver.p1.captures;
