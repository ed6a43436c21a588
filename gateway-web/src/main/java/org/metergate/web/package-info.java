// SPDX-License-Identifier: Apache-2.0
/**
 * The status page: the latest values with their age, the chain of each meter, the outputs; rendered
 * on the server, updated by server-sent events, and the same content as JSON. It reads health and
 * latest values from the threads of its server, several at once; how they are measured, stored or
 * delivered does not matter here.
 *
 * <p>Must not know: drivers, links, the journal, outputs.
 */
package org.metergate.web;
