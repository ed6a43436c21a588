// SPDX-License-Identifier: Apache-2.0
/**
 * What programs ask beside the page, below {@code /api/v1}: which meters there are and what was
 * measured. The file {@code openapi.json} describes it, and a test holds the two together. Any
 * thread; it must not know how the page is served.
 */
package org.metergate.web.api;
