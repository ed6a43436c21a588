// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

/**
 * A part of the page that is replaced as a whole when it changes.
 *
 * @param id of its outermost element.
 * @param html that element, escaped, in one line.
 */
public record PageFragment(String id, String html) {}
