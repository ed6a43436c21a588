// SPDX-License-Identifier: Apache-2.0
/**
 * The test kit for authors of drivers: the contracts of a framer, of a driver and of the
 * recognition of meters, as tests to extend; a session, links and a recording player on virtual
 * time. All of it is used by one thread, and it works for every driver alike.
 *
 * <p>Must not know: drivers, open links, the journal, outputs, the page, the gateway.
 */
package org.metergate.kit;
