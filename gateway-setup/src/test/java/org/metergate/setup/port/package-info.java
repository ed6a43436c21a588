// SPDX-License-Identifier: Apache-2.0
/** Tests of the ports of machines that exist only as files. */
package org.metergate.setup.port;
