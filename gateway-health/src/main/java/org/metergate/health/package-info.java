// SPDX-License-Identifier: Apache-2.0
/**
 * Which link of the chain is broken: the stages of each meter with their counters, the findings
 * that hold, and the one plain sentence that page, log, topics and service status all show. It must
 * not know who measures (supervisor, outputs) nor who shows.
 */
package org.metergate.health;
