// SPDX-License-Identifier: Apache-2.0
/** The pages of what is now: the overview and one meter. Any thread. */
package org.metergate.web.page;
