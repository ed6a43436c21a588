// SPDX-License-Identifier: Apache-2.0
/**
 * What all outputs over HTTP have in common: the address, the login, one connection that is kept
 * open and whose loss is noticed, and what a status code means for the content of a request.
 * Requests are sent without being interpreted. Used on the output's thread.
 *
 * <p>Must not know: drivers, links, readings, the journal, SQL, JSON.
 */
package org.metergate.output.http;
