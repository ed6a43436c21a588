// SPDX-License-Identifier: Apache-2.0
/**
 * What went wrong or is worth saying, as codes with parameters. The sentences stand in message
 * catalogues, never in the code that finds; keys and passwords are never parameters.
 */
package org.metergate.spi.finding;
