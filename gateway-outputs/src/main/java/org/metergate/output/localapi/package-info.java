// SPDX-License-Identifier: Apache-2.0
/**
 * Serves one meter by a small HTTP interface that chargers, batteries and home automation know,
 * with the fields and errors of the two devices whose local interfaces it speaks. {@link
 * org.metergate.output.localapi.Answers} decides what is answered, without HTTP; {@link
 * org.metergate.output.localapi.LocalServer} has the port and few threads. Nothing is ever written
 * to a meter, and a stale meter is not served.
 *
 * <p>Must not know: drivers, links, the page, SQL.
 */
package org.metergate.output.localapi;
