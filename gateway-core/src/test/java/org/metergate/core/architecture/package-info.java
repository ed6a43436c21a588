// SPDX-License-Identifier: Apache-2.0
/** Holds what the documents say of modules and packages against the sources. */
package org.metergate.core.architecture;
