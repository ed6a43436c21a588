// SPDX-License-Identifier: Apache-2.0
/**
 * What outputs share that serve one meter to other devices: who may connect, and the meter as it is
 * now, never as it was. It is fed on the output's thread and asked on any thread.
 *
 * <p>Must not know: drivers, links, the page, SQL, JSON.
 */
package org.metergate.output.served;
