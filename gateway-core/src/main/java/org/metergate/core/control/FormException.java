// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.io.IOException;

/** A line of JSON that is not a request or an answer. */
final class FormException extends IOException {
  private static final long serialVersionUID = 1L;

  FormException(String what) {
    super(what);
  }
}
