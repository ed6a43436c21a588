// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** Reads the fields of a form without a thread that waits for them. */
final class Form {
  private static final int FIELDS = 20;
  private static final int BYTES = 4096;

  private Form() {}

  /**
   * Reads a form.
   *
   * @param request with the form as its content.
   * @param read gets the fields, of several with the same name the first.
   * @param bad is called instead if it is no form, or too long.
   */
  static void read(Request request, Consumer<Map<String, String>> read, Runnable bad) {
    if (!isForm(request) || request.getLength() > BYTES) {
      bad.run();
      return;
    }
    FormFields.onFields(
        request,
        StandardCharsets.UTF_8,
        FIELDS,
        BYTES,
        Promise.Invocable.from(
            InvocationType.BLOCKING,
            (Fields fields) -> read.accept(map(fields)),
            failure -> bad.run()));
  }

  private static boolean isForm(Request request) {
    try {
      return FormFields.getFormEncodedCharset(request) != null;
    } catch (IllegalArgumentException e) {
      return false; // a charset that nobody knows
    }
  }

  /** Returns the first value of each name. */
  static Map<String, String> map(Fields fields) {
    Map<String, String> map = new HashMap<>();
    for (Fields.Field field : fields) {
      map.put(field.getName(), field.getValue());
    }
    return map;
  }
}
