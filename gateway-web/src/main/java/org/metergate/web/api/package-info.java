// SPDX-License-Identifier: Apache-2.0
/**
 * The API for programs next to the page, below {@code /api/v1}: which meters there are and what was
 * measured. The file {@code openapi.json} describes it, and a test keeps the two consistent. Any
 * thread. The routes do not depend on how the page is served.
 *
 * <p>Must not know: drivers, links, health, outputs.
 */
package org.metergate.web.api;
