// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

/**
 * A part of the page that is replaced as a whole when it changes.
 *
 * @param id of its outermost element.
 * @param html that element, escaped, in one line.
 */
record PageFragment(String id, String html) {}
