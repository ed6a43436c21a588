// SPDX-License-Identifier: Apache-2.0
/**
 * What is made once and may be deleted at any time, in the folder that the launcher names: unpacked
 * native libraries and the class archive. A cache that cannot be used costs time and never a start.
 * Two starts at once do not disturb each other: everything is written aside and renamed.
 *
 * <p>Must not know: drivers, links, the journal, outputs, the page, the gateway.
 */
package org.metergate.core.cache;
