// SPDX-License-Identifier: Apache-2.0
/**
 * For whoever writes a driver: contracts that a framer and a driver must keep, as tests to extend;
 * a session, a link and a recording player on virtual time. It must not know any driver.
 */
package org.metergate.kit;
