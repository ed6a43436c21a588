// SPDX-License-Identifier: Apache-2.0
/**
 * Which stage of the chain is broken: the stages of each meter with their counters, the active
 * findings, and the one document of health that page, topics, {@code control.sock} and service
 * status all show. Any thread. The parts that measure report here, and the parts that show read
 * from here.
 *
 * <p>Must not know: drivers, driver sessions, the supervisor, outputs, the page, the gateway, JSON.
 */
package org.metergate.health;
