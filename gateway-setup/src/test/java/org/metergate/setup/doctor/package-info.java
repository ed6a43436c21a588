// SPDX-License-Identifier: Apache-2.0
/** Tests of the examination, on machines that exist only as files and answers of programs. */
package org.metergate.setup.doctor;
