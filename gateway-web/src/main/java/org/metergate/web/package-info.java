// SPDX-License-Identifier: Apache-2.0
/**
 * The status page: the latest values with their age, the chain of each meter, the outputs; rendered
 * on the server, kept fresh by server-sent events, and the same facts as JSON. It looks at health
 * and readings and must not know who measures, stores or delivers.
 */
package org.metergate.web;
