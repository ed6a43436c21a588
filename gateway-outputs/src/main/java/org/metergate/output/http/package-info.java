// SPDX-License-Identifier: Apache-2.0
/**
 * What all outputs over HTTP have in common: the address, the login, one kept connection that tells
 * when it breaks, and what a status code means for a reading. Used on the thread of the output; it
 * must not know readings nor what is written in a request.
 */
package org.metergate.output.http;
