// SPDX-License-Identifier: Apache-2.0
/** Tests of bundles for bug reports. */
package org.metergate.setup.support;
