// SPDX-License-Identifier: Apache-2.0
/** Tests of backups: their form, what is put back, and the nights. */
package org.metergate.core.backup;
