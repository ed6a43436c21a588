// SPDX-License-Identifier: Apache-2.0
/** Real telegrams and what is known of them; left out where the captures are not there. */
package org.metergate.driver.p1.captures;
