// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps each link read: opens it, hands it to its driver, takes what the driver finds, and begins
 * again after every loss. One named platform thread a link. It must not know outputs or the page.
 */
package org.metergate.core.supervise;
